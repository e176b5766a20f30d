using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;
using DnsClient;

namespace Dashboard.Probes.Dns;

/// <summary>Puts one question to the resolver, once, with DO and without any cache of our own.</summary>
internal sealed class ResolverQuestions
{
    /// <summary>Aliases of one name that are followed to find a loop.</summary>
    private const int MostAliases = 8;

    private readonly IPEndPoint resolver;
    private readonly TimeSpan timeout;
    private readonly LookupClient client;

    public ResolverQuestions(IPEndPoint resolver, TimeSpan timeout)
    {
        this.resolver = resolver;
        this.timeout = timeout;
        client = new LookupClient(
            new LookupClientOptions(resolver)
            {
                Timeout = timeout,
                Retries = 0,
                UseCache = false,
                // Done by our own exchange, which tells a closed TCP port from a resolver that is not there.
                UseTcpFallback = false,
                ThrowDnsErrors = false,
                ContinueOnDnsError = false,
                ContinueOnEmptyResponse = false,
                RequestDnsSecRecords = true,
                ExtendedDnsBufferSize = DnsExchange.BufferSize,
            }
        );
    }

    public async Task<AskedQuestion> AskAsync(
        DomainName name,
        DnsRecordType type,
        CancellationToken cancellation
    )
    {
        var asked = await AskLibraryAsync(name, type, cancellation);
        // What the library cannot read, such as TLSA data of two octets or an odd A-label, must not pass for a failure; nor must
        // an answer that is truncated.
        return asked.Failure == LookupFailure.Malformed
            ? await AskPlainlyAsync(name, type, cancellation)
            : asked;
    }

    /// <summary>Whether the same question with CD set gets an answer, or a denial, where it failed without.</summary>
    public async Task<bool> IsAnsweredUncheckedAsync(
        DomainName name,
        DnsRecordType type,
        CancellationToken cancellation
    )
    {
        try
        {
            var reply = await DnsExchange.AskAsync(
                resolver,
                name,
                type,
                checkingDisabled: true,
                timeout,
                cancellation
            );
            return reply is { ResponseCode: 0 or 3 };
        }
        catch (Exception failed) when (failed is SocketException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether the aliases of the name lead back to one of themselves. A question for CNAME itself is not followed (RFC 1034 section
    /// 3.6.2), so the resolver answers each step.
    /// </summary>
    public async Task<bool> IsAliasLoopAsync(DomainName name, CancellationToken cancellation)
    {
        var seen = new HashSet<DomainName> { name };
        while (seen.Count <= MostAliases)
        {
            if (await AliasAsync(name, cancellation) is not { } target)
            {
                return false;
            }
            if (!seen.Add(target))
            {
                return true;
            }
            name = target;
        }
        return false;
    }

    /// <summary>The name at the end of the aliases of a name, as far as they can be followed.</summary>
    public async Task<DomainName> ExpandAsync(DomainName name, CancellationToken cancellation)
    {
        for (var followed = 0; followed < MostAliases; followed++)
        {
            if (await AliasAsync(name, cancellation) is not { } target)
            {
                break;
            }
            name = target;
        }
        return name;
    }

    /// <summary>The records of a name and type, put with CD; null where it is not known whether there are any. Not to be believed.</summary>
    public async Task<IReadOnlyList<TRecord>?> UncheckedAsync<TRecord>(
        DomainName name,
        DnsRecordType type,
        CancellationToken cancellation
    )
    {
        try
        {
            var reply = await DnsExchange.AskAsync(
                resolver,
                name,
                type,
                checkingDisabled: true,
                timeout,
                cancellation
            );
            return reply switch
            {
                { ResponseCode: 0 } =>
                [
                    .. reply
                        .Answers.Where(record => record.Owner == name && record.Type == (int)type)
                        .Select(record => record.Data)
                        .OfType<TRecord>(),
                ],
                { ResponseCode: 3 } => [],
                _ => null,
            };
        }
        catch (Exception failed) when (failed is SocketException or TimeoutException)
        {
            return null;
        }
    }

    private async Task<DomainName?> AliasAsync(DomainName name, CancellationToken cancellation)
    {
        var targets = await UncheckedAsync<DomainName>(name, DnsRecordType.Cname, cancellation);
        return targets is [var first, ..] ? first : null;
    }

    /// <summary>Malformed stands for all that the library does not take, of the question or of the answer.</summary>
    private async Task<AskedQuestion> AskLibraryAsync(
        DomainName name,
        DnsRecordType type,
        CancellationToken cancellation
    )
    {
        try
        {
            var question = new DnsQuestion(name.IsRoot ? "." : name.Value + ".", (QueryType)type);
            var response = await client.QueryAsync(question, cancellation);
            return
                !response.Header.ResultTruncated
                && DnsClientReply.Read(response) is { } reply
                && reply.Answer(name, type)
                ? new AskedQuestion(reply)
                : new AskedQuestion(null, LookupFailure.Malformed);
        }
        // Whatever else it throws, such as for a reply with another ID: our own exchange passes over such replies.
        catch (Exception unreadable)
            when (unreadable
                    is not (OperationCanceledException or DnsResponseException or SocketException)
                || unreadable is DnsResponseParseException
            )
        {
            return new AskedQuestion(null, LookupFailure.Malformed);
        }
        catch (DnsResponseException failed)
        {
            // The library takes a question that we called back for one that failed.
            cancellation.ThrowIfCancellationRequested();
            return new AskedQuestion(null, Failure(failed));
        }
        catch (SocketException)
        {
            return new AskedQuestion(null, LookupFailure.ResolverUnreachable);
        }
    }

    private async Task<AskedQuestion> AskPlainlyAsync(
        DomainName name,
        DnsRecordType type,
        CancellationToken cancellation
    )
    {
        try
        {
            var reply = await DnsExchange.AskAsync(
                resolver,
                name,
                type,
                checkingDisabled: false,
                timeout,
                cancellation
            );
            return reply is null
                ? new AskedQuestion(null, LookupFailure.Malformed)
                : new AskedQuestion(reply);
        }
        catch (TimeoutException)
        {
            return new AskedQuestion(null, LookupFailure.Timeout);
        }
        catch (DnsTcpException)
        {
            return new AskedQuestion(
                null,
                LookupFailure.ResolverUnreachable,
                LookupFailureCause.TcpClosed
            );
        }
        catch (SocketException)
        {
            return new AskedQuestion(null, LookupFailure.ResolverUnreachable);
        }
    }

    private static LookupFailure Failure(DnsResponseException failed) =>
        failed.Code == DnsResponseCode.ConnectionTimeout ? LookupFailure.Timeout
        : HasSocketError(failed) ? LookupFailure.ResolverUnreachable
        : LookupFailure.Malformed;

    private static bool HasSocketError(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is SocketException)
            {
                return true;
            }
        }
        return false;
    }
}

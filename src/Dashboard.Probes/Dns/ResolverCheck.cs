using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Dns;

/// <summary>
/// Whether the resolver can be relied upon: does it answer, and does it say of the root, which is signed wherever a trust anchor
/// can be for everything, that it validated it? Where the anchors are for zones below a signed root, it is asked for those.
/// </summary>
public sealed class ResolverCheck : IDisposable
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BadFor = TimeSpan.FromSeconds(2);

    /// <summary>The whole test waits for it.</summary>
    private static readonly TimeSpan LongestProof = TimeSpan.FromSeconds(2);
    private const int Rrsig = 46;

    private readonly IPEndPoint resolver;
    private readonly ResolverTrust trust;
    private readonly TimeSpan timeout;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim turn = new(1);
    private volatile Known? known;

    public ResolverCheck(IOptions<DnsOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ResolverEndpoint.TryRead(options.Value.Resolver, out resolver);
        trust = ResolverEndpoint.Trust(resolver, options.Value.TrustedResolvers);
        timeout = options.Value.Timeout;
        this.time = time;
    }

    /// <summary>What is known of the resolver, at most some seconds old. A resolver that is unavailable is an answer too.</summary>
    public async Task<ResolverIdentity> CheckAsync(CancellationToken cancellation)
    {
        if (Fresh() is { } fresh)
        {
            return fresh;
        }
        await turn.WaitAsync(cancellation);
        try
        {
            if (Fresh() is { } meanwhile)
            {
                return meanwhile;
            }
            var (validation, goodFor) = await ValidationAsync(cancellation);
            var identity = new ResolverIdentity(resolver.ToString(), trust, validation);
            known = new Known(identity, time.GetTimestamp(), goodFor);
            return identity;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    /// <summary>A question went unanswered, so what was known may be so no more.</summary>
    internal void Doubt() => known = null;

    /// <summary>An answer had the AD bit, so the resolver validates somewhere, whatever it said of the root.</summary>
    internal void Prove() =>
        known = known is { Identity: var identity }
            ? new Known(
                identity with
                {
                    Validation = ResolverValidation.Validates,
                },
                time.GetTimestamp(),
                GoodFor
            )
            : null;

    private ResolverIdentity? Fresh() =>
        known is { } now && time.GetElapsedTime(now.At) < now.For ? now.Identity : null;

    /// <returns>What was found, and for how long: what fails may pass, so it is soon asked again.</returns>
    private async Task<(ResolverValidation Validation, TimeSpan GoodFor)> ValidationAsync(
        CancellationToken cancellation
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RootAsync(cancellation);
            }
            catch (SocketException)
            {
                return (ResolverValidation.Unreachable, BadFor);
            }
            catch (TimeoutException)
            {
                // The root may be out of reach where the resolver itself is not: a private tree, or a bad line. That is not asked
                // again soon, as every test would wait for it.
                if (await AnswersAsync(cancellation))
                {
                    return (ResolverValidation.NotProven, GoodFor);
                }
                if (attempt == 2)
                {
                    return (ResolverValidation.Unreachable, BadFor);
                }
            }
        }
    }

    /// <summary>
    /// A failure, or an answer without signatures, shows nothing: a private tree may have its trust anchors further down, and each
    /// answer's own AD bit then decides.
    /// </summary>
    private async Task<(ResolverValidation Validation, TimeSpan GoodFor)> RootAsync(
        CancellationToken cancellation
    )
    {
        var root = await AskRootAsync(recursionDesired: true, cancellation);
        if (root is not { ResponseCode: 0 })
        {
            return (ResolverValidation.NotProven, BadFor);
        }
        if (root.AuthenticData)
        {
            return (ResolverValidation.Validates, GoodFor);
        }
        if (root.Answers.All(record => record.Type != Rrsig))
        {
            return (ResolverValidation.NotProven, GoodFor);
        }
        var below = await ResolverTrustAnchors.ValidationAsync(resolver, Timeout, cancellation);
        return (below, below == ResolverValidation.NotProven ? BadFor : GoodFor);
    }

    /// <summary>A question that needs no other server is answered at once by a resolver that is there, if only by a refusal.</summary>
    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            await AskRootAsync(recursionDesired: false, cancellation);
            return true;
        }
        catch (Exception silence) when (silence is SocketException or TimeoutException)
        {
            return false;
        }
    }

    private Task<DnsReply?> AskRootAsync(bool recursionDesired, CancellationToken cancellation) =>
        DnsExchange.AskAsync(
            resolver,
            DomainName.Root,
            DnsRecordType.Soa,
            checkingDisabled: false,
            Timeout,
            cancellation,
            recursionDesired
        );

    private TimeSpan Timeout => timeout < LongestProof ? timeout : LongestProof;

    private sealed record Known(ResolverIdentity Identity, long At, TimeSpan For);
}

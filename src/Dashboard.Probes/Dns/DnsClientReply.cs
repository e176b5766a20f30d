using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;
using DnsClient;
using DnsClient.Protocol;
using DnsClient.Protocol.Options;

namespace Dashboard.Probes.Dns;

/// <summary>Reads a reply as DnsClient.NET gives it.</summary>
internal static class DnsClientReply
{
    /// <summary>Null where a name in it cannot be one.</summary>
    public static DnsReply? Read(IDnsQueryResponse response)
    {
        var opt = response.Additionals.OfType<OptRecord>().FirstOrDefault();
        if (
            !TryReadAll(response.Answers, out var answers)
            || !TryReadAll(response.Authorities, out var authorities)
        )
        {
            return null;
        }
        var question = response.Questions.Count == 1 ? response.Questions[0] : null;
        return new DnsReply
        {
            QuestionName =
                question is not null && TryName(question.QueryName, out var name) ? name : null,
            QuestionType = (int)(question?.QuestionType ?? 0),
            ResponseCode =
                (int)response.Header.ResponseCode
                | (opt is null ? 0 : (int)opt.ResponseCodeEx & ~0xF),
            AuthenticData = response.Header.IsAuthenticData,
            Answers = answers,
            Authorities = authorities,
            ExtendedErrors = opt?.Data is { } data ? ExtendedErrorOptions.Read(data) : [],
        };
    }

    private static bool TryReadAll(
        IReadOnlyList<DnsResourceRecord> records,
        out List<DnsReplyRecord> read
    )
    {
        read = new List<DnsReplyRecord>(records.Count);
        foreach (var record in records)
        {
            if (!TryName(record.DomainName, out var owner) || !TryData(record, out var data))
            {
                return false;
            }
            read.Add(
                new DnsReplyRecord(owner, (int)record.RecordType, record.InitialTimeToLive, data)
            );
        }
        return true;
    }

    private static bool TryData(DnsResourceRecord record, out object? data)
    {
        data = record switch
        {
            AddressRecord address => address.Address,
            DnsClient.Protocol.MxRecord mx => TryName(mx.Exchange, out var exchange)
                ? new Core.Dns.MxRecord(mx.Preference, exchange)
                : null,
            CNameRecord alias => NameOrNull(alias.CanonicalName),
            NsRecord server => NameOrNull(server.NSDName),
            PtrRecord pointer => NameOrNull(pointer.PtrDomainName),
            SoaRecord soa => NameOrNull(soa.MName),
            TxtRecord text => string.Concat(text.Text),
            // Shorter ones are read past their end by the library.
            DnsClient.Protocol.TlsaRecord { RawDataLength: < 3 } => null,
            DnsClient.Protocol.TlsaRecord tlsa => new Core.Dns.TlsaRecord(
                (byte)tlsa.CertificateUsage,
                (byte)tlsa.Selector,
                (byte)tlsa.MatchingType,
                new OctetString([.. tlsa.CertificateAssociationData])
            ),
            DnsClient.Protocol.DsRecord ds => new Core.Dns.DsRecord(
                ds.KeyTag,
                (int)ds.Algorithm,
                ds.DigestType,
                new OctetString([.. ds.Digest])
            ),
            // A backslash may stand for an octet that the library has written otherwise.
            DnsClient.Protocol.CaaRecord caa => (caa.Tag + caa.Value).All(IsPlainText)
                ? Core.Dns.CaaRecord.Read([
                    caa.Flags,
                    (byte)caa.Tag.Length,
                    .. System.Text.Encoding.ASCII.GetBytes(caa.Tag + caa.Value),
                ])
                : null,
            DnsKeyRecord key => DnskeyRecord.Read([
                (byte)(key.Flags >> 8),
                (byte)key.Flags,
                key.Protocol,
                (byte)key.Algorithm,
                .. key.PublicKey,
            ]),
            NSec3ParamRecord denial => new Core.Dns.Nsec3ParamRecord(
                denial.HashAlgorithm,
                denial.Iterations,
                new OctetString([.. denial.Salt])
            ),
            NSecRecord denial => new NsecTypes(
                denial.TypeBitMaps.Any(type => (int)type == NsecTypes.NxName)
            ),
            RRSigRecord signature => TryName(signature.SignersName, out var signer)
                ? new RrsigSpan(
                    (int)signature.CoveredType,
                    (int)signature.Algorithm,
                    signer,
                    signature.SignatureInception,
                    signature.SignatureExpiration
                )
                : null,
            _ => record,
        };
        var fits = data is not null;
        if (ReferenceEquals(data, record))
        {
            data = null;
        }
        return fits;
    }

    private static DomainName? NameOrNull(DnsString name) =>
        TryName(name, out var read) ? read : null;

    private static bool TryName(
        DnsString name,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out DomainName? read
    ) =>
        // The library decodes A-labels; the original is what is in the message, but for octets that are not printable.
        DomainName.TryParse(name.Original, out read)
        && read.Labels.All(label => label.All(IsPlain));

    private static bool IsPlainText(char c) => c is >= ' ' and <= '~' and not '\\';

    /// <summary>Of other characters it is not certain that they are those of the message; the octets themselves are read then.</summary>
    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '*';
}

using System.Formats.Asn1;
using System.Security.Cryptography;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>What a sender makes of a published TLSA set before it connects.</summary>
public static class TlsaSet
{
    /// <summary>
    /// One a record, in order: first the unusable are marked, then the weaker digests among the usable (RFC 7671 section 9,
    /// RFC 7672 section 5), so that a record nobody can use never pushes a good one aside.
    /// </summary>
    public static IReadOnlyList<AssessedTlsa> Assess(IReadOnlyList<TlsaRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var problems = records.Select(ProblemOf).ToList();
        var strongest = records
            .Zip(problems)
            .Where(pair => pair.Second is null && IsDigest(pair.First))
            .GroupBy(pair => (pair.First.Usage, pair.First.Selector))
            .ToDictionary(same => same.Key, same => same.Max(pair => pair.First.MatchingType));
        return
        [
            .. records.Select(
                (record, i) =>
                    new AssessedTlsa(
                        record,
                        problems[i],
                        LeftOutByAgility: problems[i] is null
                            && IsDigest(record)
                            && record.MatchingType < strongest[(record.Usage, record.Selector)],
                        Duplicate: records.Take(i).Contains(record)
                    )
            ),
        ];
    }

    /// <summary>Full(0) is no digest and takes no part in agility (RFC 7671 section 9). SHA2-512 is the stronger of the others.</summary>
    private static bool IsDigest(TlsaRecord record) =>
        record.MatchingType != (byte)MatchingType.Full;

    /// <summary>Why SMTP cannot use the record; null where it can (RFC 6698 section 4.1, RFC 7672 sections 2.2 and 3.1.3).</summary>
    public static TlsaProblem? ProblemOf(TlsaRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record switch
        {
            { Usage: (byte)CertificateUsage.PkixTa or (byte)CertificateUsage.PkixEe } =>
                TlsaProblem.PkixUsage,
            { Usage: > (byte)CertificateUsage.DaneEe } => TlsaProblem.UnknownUsage,
            { Selector: > (byte)Selector.Spki } => TlsaProblem.UnknownSelector,
            { MatchingType: > (byte)MatchingType.Sha512 } => TlsaProblem.UnknownMatchingType,
            { MatchingType: (byte)MatchingType.Sha256 } => OfLength(record, SHA256.HashSizeInBytes),
            { MatchingType: (byte)MatchingType.Sha512 } => OfLength(record, SHA512.HashSizeInBytes),
            _ => IsWellFormed(record) ? null : TlsaProblem.MalformedData,
        };
    }

    private static TlsaProblem? OfLength(TlsaRecord record, int octets) =>
        record.AssociationData.Length == octets ? null : TlsaProblem.WrongDigestLength;

    private static bool IsWellFormed(TlsaRecord record)
    {
        if (record.Selector == (byte)Selector.Cert)
        {
            return CertificateFields.TryParse(record.AssociationData.Memory, out _, out _);
        }
        try
        {
            SubjectPublicKey.Read(record.AssociationData.Memory);
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}

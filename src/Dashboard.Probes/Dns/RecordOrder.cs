using System.Net;
using Dashboard.Core;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Dns;

/// <summary>
/// An order of our own for the records of a set. A set has none (RFC 2181 section 5), and resolvers and servers rotate it: without an
/// order two tests of the same domain would look at other addresses and differ as documents. Numbers go from low to high, names and
/// texts by their octets.
/// </summary>
internal sealed class RecordOrder : IComparer<object?>
{
    public static RecordOrder Instance { get; } = new();

    private RecordOrder() { }

    /// <summary>The records in order; as they are where there is at most one.</summary>
    public static IReadOnlyList<TRecord> Of<TRecord>(IEnumerable<TRecord> records)
    {
        TRecord[] all = [.. records];
        return all.Length < 2 ? all : [.. all.OrderBy(record => (object?)record, Instance)];
    }

    /// <exception cref="NotSupportedException">The two are not of one known type.</exception>
    public int Compare(object? x, object? y) =>
        (x, y) switch
        {
            (IPAddress a, IPAddress b) => Compare(a.GetAddressBytes(), b.GetAddressBytes()),
            (DomainName a, DomainName b) => a.CompareTo(b),
            (string a, string b) => string.CompareOrdinal(a, b),
            (MxRecord a, MxRecord b) => First(
                a.Preference.CompareTo(b.Preference),
                a.Exchange.CompareTo(b.Exchange)
            ),
            (TlsaRecord a, TlsaRecord b) => First(
                a.Usage.CompareTo(b.Usage),
                a.Selector.CompareTo(b.Selector),
                a.MatchingType.CompareTo(b.MatchingType),
                Compare(a.AssociationData, b.AssociationData)
            ),
            (DsRecord a, DsRecord b) => First(
                a.KeyTag.CompareTo(b.KeyTag),
                a.Algorithm.CompareTo(b.Algorithm),
                a.DigestType.CompareTo(b.DigestType),
                Compare(a.Digest, b.Digest)
            ),
            (DnskeyRecord a, DnskeyRecord b) => First(
                a.Flags.CompareTo(b.Flags),
                a.Algorithm.CompareTo(b.Algorithm),
                a.KeyTag.CompareTo(b.KeyTag),
                Nullable.Compare(a.Bits, b.Bits)
            ),
            (Nsec3ParamRecord a, Nsec3ParamRecord b) => First(
                a.HashAlgorithm.CompareTo(b.HashAlgorithm),
                a.Iterations.CompareTo(b.Iterations),
                Compare(a.Salt, b.Salt)
            ),
            (CaaRecord a, CaaRecord b) => First(
                a.Flags.CompareTo(b.Flags),
                string.CompareOrdinal(a.Tag, b.Tag),
                string.CompareOrdinal(a.Value, b.Value)
            ),
            (RrsigSpan a, RrsigSpan b) => First(
                a.TypeCovered.CompareTo(b.TypeCovered),
                a.Signer.CompareTo(b.Signer),
                a.Algorithm.CompareTo(b.Algorithm),
                a.Expiration.CompareTo(b.Expiration),
                a.Inception.CompareTo(b.Inception)
            ),
            _ => throw new NotSupportedException(
                $"There is no order of {x?.GetType().Name} and {y?.GetType().Name}."
            ),
        };

    private static int Compare(OctetString x, OctetString y) => x.Span.SequenceCompareTo(y.Span);

    private static int Compare(byte[] x, byte[] y) => x.AsSpan().SequenceCompareTo(y);

    private static int First(params ReadOnlySpan<int> comparisons)
    {
        foreach (var comparison in comparisons)
        {
            if (comparison != 0)
            {
                return comparison;
            }
        }
        return 0;
    }
}

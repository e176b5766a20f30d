using System.Globalization;
using System.Net;
using Dashboard.Core.Dns;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>A lookup with its records in presentation form.</summary>
public sealed record LookupRow(DnsLookup Lookup, IReadOnlyList<string> Records)
{
    public static LookupRow Of(DnsLookup lookup)
    {
        ArgumentNullException.ThrowIfNull(lookup);
        return new(lookup, [.. lookup.AnyRecords().Select(Text)]);
    }

    private static string Text(object? record) =>
        record switch
        {
            MxRecord mx => string.Create(
                CultureInfo.InvariantCulture,
                $"{mx.Preference} {mx.Exchange}"
            ),
            DsRecord ds => string.Create(
                CultureInfo.InvariantCulture,
                $"{ds.KeyTag} {ds.Algorithm} {ds.DigestType} {ds.Digest}"
            ),
            DnskeyRecord key => string.Create(
                CultureInfo.InvariantCulture,
                $"{key.Flags} {key.Algorithm} (tag {key.KeyTag}, {key.Bits} bits)"
            ),
            Nsec3ParamRecord denial => string.Create(
                CultureInfo.InvariantCulture,
                $"{denial.HashAlgorithm} {denial.Iterations} {(denial.Salt.Length == 0 ? "-" : denial.Salt.ToString())}"
            ),
            CaaRecord caa => string.Create(
                CultureInfo.InvariantCulture,
                $"{caa.Flags} {caa.Tag} \"{caa.Value}\""
            ),
            IPAddress address => address.ToString(),
            _ => record?.ToString() ?? string.Empty,
        };
}

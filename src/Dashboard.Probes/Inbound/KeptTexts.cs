using Dashboard.Core;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Inbound;

/// <summary>
/// What is kept of the TXT records of a name: those that matter first, and of the others their beginning. A record that matters and
/// is larger than is kept makes the lookup one that failed, as nobody may judge a part of it: pure.
/// </summary>
internal static class KeptTexts
{
    /// <summary>Of a name.</summary>
    public const int Most = 20;

    /// <summary>Characters of a record that matters.</summary>
    public const int MostCharacters = 4096;

    private const int MostAside = 200;

    public static DnsLookup<string> Of(DnsLookup<string> lookup, Func<string, bool> matters)
    {
        if (lookup.Records.Any(text => matters(text) && text.Length > MostCharacters))
        {
            return lookup with
            {
                Outcome = LookupOutcome.Failed,
                Failure = LookupFailure.TooLarge,
                Dnssec = DnssecStatus.Indeterminate,
                Records = [],
                OmittedRecords = lookup.Records.Count,
            };
        }
        List<string> kept =
        [
            .. lookup
                .Records.OrderByDescending(matters)
                .Take(Most)
                .Select(text =>
                    PrintableText.Of(
                        matters(text) || text.Length <= MostAside ? text : text[..MostAside]
                    )
                ),
        ];
        return lookup with
        {
            Records = kept,
            OmittedRecords =
                kept.Count < lookup.Records.Count ? lookup.Records.Count - kept.Count : null,
            Signatures = KeptRecords.Of(lookup.Signatures),
            DenialSignatures = lookup.DenialSignatures is { } denial
                ? KeptRecords.Of(denial)
                : null,
        };
    }
}

using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Probes.Inbound.TlsNcsc;

/// <summary>Climbs from an MX host to the first name with CAA records (RFC 8659 section 3).</summary>
internal static class CaaProbe
{
    /// <summary>A stranger decides how many labels a name has. What is above is not asked, and the answer stays open.</summary>
    private const int MostNames = 12;

    /// <summary>Records kept of the name that counts.</summary>
    private const int MostRecords = 50;

    public static async Task<CaaObservation> ObserveAsync(DomainName host, RunQuestions questions)
    {
        var asked = new List<DnsLookup<CaaRecord>>();
        for (var name = host; name is { IsRoot: false }; name = name.Parent)
        {
            if (asked.Count == MostNames)
            {
                asked.Add(RunQuestions.Stopped<CaaRecord>(name, DnsRecordType.Caa));
                break;
            }
            var lookup = await questions.CaaAsync(name);
            asked.Add(lookup with { Records = [.. lookup.Records.Take(MostRecords)] });
            if (lookup.Outcome is LookupOutcome.Answer or LookupOutcome.Failed)
            {
                break;
            }
        }
        return new CaaObservation(asked);
    }
}

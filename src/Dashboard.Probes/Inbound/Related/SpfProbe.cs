using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.MailAuthentication;
using Dashboard.Core.MailAuthentication;

namespace Dashboard.Probes.Inbound.Related;

/// <summary>Follows an SPF record as far as it can be followed without a message, within the questions that a domain gets.</summary>
internal static class SpfProbe
{
    public static async Task<SpfObservation> ObserveAsync(DomainName domain, RunQuestions run)
    {
        var seen = new SpfObservation();
        var left = SpfObservation.MostQuestions;
        while (left > 0)
        {
            var questions = MailAuthenticationQuestions.OfSpf(domain, seen).Take(left).ToList();
            if (questions.Count == 0)
            {
                break;
            }
            left -= questions.Count;
            var answers = await Task.WhenAll(questions.Select(q => AskAsync(q, run)));
            seen = answers.Aggregate(seen, (known, add) => add(known));
        }
        return seen;
    }

    private static async Task<Func<SpfObservation, SpfObservation>> AskAsync(
        SpfQuestion question,
        RunQuestions run
    )
    {
        switch (question.Type)
        {
            case DnsRecordType.Txt:
                var text = KeptTexts.Of(await run.TxtAsync(question.Name), SpfRecord.IsSpf);
                return seen => seen with { Records = [.. seen.Records, text] };
            case DnsRecordType.Mx:
                var mx = KeptRecords.Of(await run.MxAsync(question.Name));
                return seen => seen with { Mx = [.. seen.Mx, mx] };
            default:
                var addresses = KeptRecords.Of(
                    question.Type == DnsRecordType.A
                        ? await run.AAsync(question.Name)
                        : await run.AaaaAsync(question.Name)
                );
                return seen => seen with { Addresses = [.. seen.Addresses, addresses] };
        }
    }
}

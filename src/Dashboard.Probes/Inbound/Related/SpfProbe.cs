using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.MailAuthentication;
using Dashboard.Core.MailAuthentication;
using Dashboard.Probes.Dns;

namespace Dashboard.Probes.Inbound.Related;

/// <summary>Follows an SPF record as far as it can be followed without a message, within the questions that a domain gets.</summary>
internal sealed class SpfProbe(ValidatingResolver resolver)
{
    public async Task<SpfObservation> ObserveAsync(
        DomainName domain,
        CancellationToken cancellation
    )
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
            var answers = await Task.WhenAll(questions.Select(q => AskAsync(q, cancellation)));
            seen = answers.Aggregate(seen, (known, add) => add(known));
        }
        return seen;
    }

    private async Task<Func<SpfObservation, SpfObservation>> AskAsync(
        SpfQuestion question,
        CancellationToken cancellation
    )
    {
        switch (question.Type)
        {
            case DnsRecordType.Txt:
                var text = KeptTexts.Of(
                    await resolver.TxtAsync(question.Name, cancellation),
                    SpfRecord.IsSpf
                );
                return seen => seen with { Records = [.. seen.Records, text] };
            case DnsRecordType.Mx:
                var mx = KeptRecords.Of(await resolver.MxAsync(question.Name, cancellation));
                return seen => seen with { Mx = [.. seen.Mx, mx] };
            default:
                var addresses = KeptRecords.Of(
                    question.Type == DnsRecordType.A
                        ? await resolver.AAsync(question.Name, cancellation)
                        : await resolver.AaaaAsync(question.Name, cancellation)
                );
                return seen => seen with { Addresses = [.. seen.Addresses, addresses] };
        }
    }
}

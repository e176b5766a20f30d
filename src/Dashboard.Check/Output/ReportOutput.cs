using Dashboard.Check.Report;
using Dashboard.Texts.Inbound;

namespace Dashboard.Check.Output;

/// <summary>A report to read, domain after domain.</summary>
internal sealed class ReportOutput(TextWriter output, InboundSentences sentences) : ICheckOutput
{
    private bool first = true;

    public bool InOrder => true;

    public async Task WriteAsync(CheckedDomain domain)
    {
        if (!first)
        {
            await output.WriteLineAsync();
        }
        first = false;
        foreach (
            var line in DomainReport.Lines(
                domain.Observation,
                domain.Verdict.MailTransport,
                sentences
            )
        )
        {
            await output.WriteLineAsync(line);
        }
        if (domain.Observation.Related is not null)
        {
            foreach (
                var line in StandardsReport.Lines(
                    domain.Observation.Domain,
                    domain.Verdict.Standards,
                    sentences
                )
            )
            {
                await output.WriteLineAsync(line);
            }
        }
        await output.FlushAsync();
    }

    public Task EndAsync() => output.FlushAsync();
}

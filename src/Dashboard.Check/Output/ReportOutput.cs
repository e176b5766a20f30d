using Dashboard.Check.Report;

namespace Dashboard.Check.Output;

/// <summary>A report to read, domain after domain.</summary>
internal sealed class ReportOutput(TextWriter output) : ICheckOutput
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
        foreach (var line in DomainReport.Lines(domain.Observation, domain.Verdict.MailTransport))
        {
            await output.WriteLineAsync(line);
        }
        if (domain.Observation.Related is not null)
        {
            foreach (var line in StandardsReport.Lines(domain.Verdict.Standards))
            {
                await output.WriteLineAsync(line);
            }
        }
        await output.FlushAsync();
    }

    public Task EndAsync() => output.FlushAsync();
}

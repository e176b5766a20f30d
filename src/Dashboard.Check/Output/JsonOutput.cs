using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Inbound;

namespace Dashboard.Check.Output;

/// <summary>One JSON document to read; an array where more than one domain may come.</summary>
internal sealed class JsonOutput(TextWriter output, bool array) : ICheckOutput
{
    private bool first = true;

    public bool InOrder => true;

    public async Task WriteAsync(CheckedDomain domain)
    {
        if (array)
        {
            await output.WriteLineAsync(first ? "[" : ",");
        }
        first = false;
        await output.WriteAsync(
            JsonSerializer.Serialize(
                InboundDocument.Create(domain.Observation, domain.Verdict),
                EvidenceJson.IndentedInboundDocument
            )
        );
        await output.FlushAsync();
    }

    public async Task EndAsync()
    {
        if (array)
        {
            await output.WriteLineAsync(first ? "[]" : $"{Environment.NewLine}]");
        }
        else if (!first)
        {
            await output.WriteLineAsync();
        }
        await output.FlushAsync();
    }
}

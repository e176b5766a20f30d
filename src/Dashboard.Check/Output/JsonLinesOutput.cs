using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Inbound;

namespace Dashboard.Check.Output;

/// <summary>One JSON document a line (JSON Lines), each as soon as it is ready.</summary>
internal sealed class JsonLinesOutput(TextWriter output) : ICheckOutput
{
    public bool InOrder => false;

    public async Task WriteAsync(CheckedDomain domain)
    {
        await output.WriteLineAsync(
            JsonSerializer.Serialize(
                InboundDocument.Create(domain.Observation, domain.Verdict),
                EvidenceJson.InboundDocument
            )
        );
        await output.FlushAsync();
    }

    public Task EndAsync() => output.FlushAsync();
}

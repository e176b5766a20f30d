using Dashboard.Core.Inbound.MtaSts;

namespace Dashboard.Probes.Inbound.MtaSts;

/// <summary>A fetch that ends here, and how.</summary>
internal sealed class FetchException(StsFetchFault fault, string? detail = null)
    : Exception(detail ?? fault.ToString())
{
    public StsFetchFault Fault { get; } = fault;

    public string? Detail { get; } = detail;
}

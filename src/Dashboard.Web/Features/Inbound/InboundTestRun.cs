using Dashboard.Data;

namespace Dashboard.Web.Features.Inbound;

/// <summary>One time that a worker does a test.</summary>
/// <param name="Number">1 for the first; a later run is the one whose progress is shown.</param>
internal sealed record InboundTestRun(
    string Id,
    string Domain,
    int Number,
    InboundTestProfile Profile
);

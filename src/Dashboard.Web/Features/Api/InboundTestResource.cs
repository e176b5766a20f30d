using Dashboard.Core.Inbound;
using Dashboard.Data;

namespace Dashboard.Web.Features.Api;

/// <summary>A receiving test.</summary>
/// <param name="Result">The document of the verdict and its evidence, once the state is done.</param>
/// <param name="FailureReason">Why there is no verdict, where the state is failed.</param>
internal sealed record InboundTestResource(
    string Id,
    string Domain,
    InboundTestProfile Profile,
    InboundTestState State,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    IReadOnlyList<ProgressStep> Progress,
    InboundDocument? Result,
    string? FailureReason
);

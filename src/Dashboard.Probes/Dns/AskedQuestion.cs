using Dashboard.Core.Dns;

namespace Dashboard.Probes.Dns;

/// <summary>A question as it went: a reply to it, or why there is none.</summary>
/// <param name="Cause">Of a failure, where it is known.</param>
internal readonly record struct AskedQuestion(
    DnsReply? Reply,
    LookupFailure? Failure = null,
    LookupFailureCause? Cause = null
);

using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Inbound.Planned;

/// <summary>What became of a line of pasted zone-file text.</summary>
/// <param name="Line">From 1; where a record spans several, the first.</param>
/// <param name="Text">As pasted, comments included.</param>
/// <param name="Owner">Null where the line names none, or one relative to a zone that is not known.</param>
/// <param name="Record">Null where <paramref name="Problem"/> says why not, but for a wrong owner.</param>
public sealed record PlannedTlsaLine(
    int Line,
    string Text,
    DomainName? Owner,
    TlsaRecord? Record,
    TlsaLineProblem? Problem
);

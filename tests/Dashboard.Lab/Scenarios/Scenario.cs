using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Lab.Scenarios;

/// <summary>A mail domain of the lab, and what the verdict table demands for it.</summary>
public sealed record Scenario
{
    /// <summary>Names it; the zone of the mail domain is this below <c>example</c>.</summary>
    public required string Slug { get; init; }

    public required DomainName Domain { get; init; }

    public required ScenarioStage Stage { get; init; }

    /// <summary>The rows of docs/verdicts.md it is about.</summary>
    public required IReadOnlyList<string> Rows { get; init; }

    public required string Description { get; init; }

    public required DomainStatus Status { get; init; }

    public required Delivery Delivery { get; init; }

    public ConnectionType? ConnectionType { get; init; }

    public ConnectionType? AttackerConnectionType { get; init; }

    /// <summary>The main reasons, of <see cref="ReasonSlug"/>; a verdict may have more.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>What STARTTLS and DANE count for in the Forum view; null for scenarios that are not about it.</summary>
    public ExpectedForum? Forum { get; init; }

    /// <summary>Each known sender whose delivery is another than the verdict's, in their own order; all others do what it says.</summary>
    public IReadOnlyList<ExpectedSimulation> Simulations { get; init; } = [];

    /// <summary>It has a host on ::1, and says nothing on a machine without IPv6.</summary>
    public bool NeedsIPv6 { get; init; }

    /// <summary>It has a real Postfix, which only root may start.</summary>
    public bool NeedsPostfix { get; init; }

    /// <summary>It has a real nginx as a mail proxy, which is a module that not every machine has.</summary>
    public bool NeedsMailProxy { get; init; }

    /// <summary>Its fault is silence, so a test waits for its own time limits.</summary>
    public bool Slow { get; init; }

    /// <summary>What the tables of docs/related-standards.md demand; empty for scenarios of STARTTLS and DANE alone.</summary>
    public IReadOnlyList<ExpectedStandard> Standards { get; init; } = [];

    /// <summary>What senders with DANE, with MTA-STS, with both, with neither do at its only host; null where it is not about that.</summary>
    public ExpectedSenders? Senders { get; init; }

    /// <summary>What docs/tls-ncsc.md demands of its only server; null for scenarios that are not about TLS.</summary>
    public ExpectedExamination? Tls { get; init; }
}

/// <summary>What one known sender does with mail for the domain.</summary>
public sealed record ExpectedSimulation(SimulatedSender Sender, Delivery Delivery);

/// <summary>What a full examination comes to.</summary>
/// <param name="Address">Of its only server.</param>
/// <param name="SubTests">Those that the scenario is about; there are others.</param>
public sealed record ExpectedExamination(
    System.Net.IPAddress Address,
    TlsExaminationEnd End,
    IReadOnlyList<ExpectedSubTest> SubTests
);

/// <summary>A sub-test of STARTTLS by NCSC, by both methods.</summary>
public sealed record ExpectedSubTest(string Slug, ExpectedLevel Of2025, ExpectedLevel Of2021);

/// <summary>Its level by one method, and what that counts for in each view; words, as they are published.</summary>
/// <param name="Level">The strict outcome where it has no level; <c>not-applicable</c> where it does not apply.</param>
public sealed record ExpectedLevel(string Level, string Forum, string Strict);

/// <summary>The Forum view of the mail-transport standards.</summary>
public sealed record ExpectedForum(StandardOutcome StartTls, StandardOutcome Dane);

/// <summary>What one related standard comes to.</summary>
/// <param name="Results">Slugs of other rows that hold too.</param>
public sealed record ExpectedStandard(
    MailStandard Standard,
    string Status,
    StandardOutcome Forum,
    StandardOutcome Strict,
    params IReadOnlyList<string> Results
);

/// <summary>A row of the table "Both standards".</summary>
public sealed record ExpectedSenders(
    SenderAction DaneOnly,
    SenderAction MtaStsOnly,
    SenderAction Both,
    SenderAction Neither
);

using Dashboard.Core.Dns;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>Why no more questions were asked.</summary>
public enum TlsExaminationEnd
{
    /// <summary>All that a level depends on, by the profile and the earlier answers.</summary>
    Completed,

    /// <summary>The limit of sessions was reached before the last question that a level depends on.</summary>
    SessionLimit,

    /// <summary>Put off a second time with 421, another 4xx, a refusal or a reset before its greeting.</summary>
    ServerLimitsConnections,

    /// <summary>STARTTLS was offered at first and is not any more; nothing is asked here for a while.</summary>
    StartTlsGone,

    /// <summary>Two sessions in a row did not come to their question.</summary>
    ServerUnreachable,

    /// <summary>The default session never came to TLS.</summary>
    NoTls,

    /// <summary>Our own limit or a shutdown.</summary>
    OwnLimit,

    /// <summary>The operator of the server asked for it: no question was put (<see cref="TlsExamination.LeftAlone"/>).</summary>
    LeftAlone,
}

/// <summary>What the operator of a server asked of us: no questions about its TLS.</summary>
public sealed record TlsLeftAlone
{
    /// <summary>The name, with all below it, or the network that this was asked for.</summary>
    public required string What { get; init; }

    /// <summary>Null where nobody noted the day.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>In the words of the one who keeps the list; null where there are none.</summary>
    public string? Reason { get; init; }
}

/// <summary>The questions put to one address of an MX host, under one server name.</summary>
public sealed record TlsExamination
{
    public required TlsProfile Profile { get; init; }

    public required int CatalogueVersion { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>
    /// When the session of the receiving test began that it followed, the last with the default handshake: the sessions of both are of
    /// one run. Null where nothing was asked.
    /// </summary>
    public DateTimeOffset? Follows { get; init; }

    public required TimeSpan Duration { get; init; }

    public required TlsExaminationEnd End { get; init; }

    /// <summary>The name sent as SNI.</summary>
    public required DomainName ServerName { get; init; }

    /// <summary>The first line of the greeting, at most 200 characters.</summary>
    public string? Greeting { get; init; }

    /// <summary>Sessions with the address, those of the receiving test before it included.</summary>
    public required int Sessions { get; init; }

    /// <summary>
    /// Of a round: when the full examination began whose answers are among <see cref="Answers"/>, before those of the round; each has
    /// its own date. Null where there was none.
    /// </summary>
    public DateTimeOffset? FullAt { get; init; }

    /// <summary>In the order asked.</summary>
    public IReadOnlyList<TlsAnswer> Answers { get; init; } = [];

    /// <summary>Where the end is <see cref="TlsExaminationEnd.StartTlsGone"/>: what was seen then.</summary>
    public GoneStartTls? Gone { get; init; }

    /// <summary>Where the end is <see cref="TlsExaminationEnd.LeftAlone"/>: by what was asked of us.</summary>
    public TlsLeftAlone? LeftAlone { get; init; }

    /// <summary>Certificates that the answers showed, each once.</summary>
    public IReadOnlyList<PresentedCertificate> Certificates { get; init; } = [];

    /// <summary>Every question was put that the limit of sessions has room for: another examination soon would show the same.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsWhole => End is TlsExaminationEnd.Completed or TlsExaminationEnd.SessionLimit;

    /// <summary>
    /// The server showed that it wants to be left alone for a while, or did not answer: nobody comes back at once for more of that.
    /// </summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool AsksForRest =>
        End
            is TlsExaminationEnd.ServerLimitsConnections
                or TlsExaminationEnd.StartTlsGone
                or TlsExaminationEnd.ServerUnreachable;
}

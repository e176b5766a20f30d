namespace Dashboard.Lab.Scenarios;

/// <summary>The part of the verdict table that a scenario is about.</summary>
public enum ScenarioStage
{
    MxSet,
    Aliases,
    Addresses,
    TlsaLookup,
    Zones,
    Records,
    EndEntity,
    TrustAnchor,
    Names,
    StartTls,
    Servers,
    Session,
    Postfix,

    // Of docs/related-standards.md.
    Related,

    // Of docs/tls-ncsc.md.
    Tls,
}

namespace Dashboard.Core.Inbound;

public enum ReasonSeverity
{
    /// <summary>Worth knowing; changes nothing.</summary>
    Note,

    /// <summary>Works today, and will or may break.</summary>
    Warning,

    /// <summary>Keeps the domain from being protected.</summary>
    Fault,
}

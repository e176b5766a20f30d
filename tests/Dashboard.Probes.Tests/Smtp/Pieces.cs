namespace Dashboard.Probes.Tests.Smtp;

/// <summary>How octets reach the client.</summary>
public enum Pieces
{
    Whole,
    Lines,
    Octets,
}

namespace Dashboard.Core.Outbound.Catalogue;

/// <summary>What a probe that goes wrong does to the verdict.</summary>
public enum ProbeWeight
{
    /// <summary>Without it no sender is called enforcing.</summary>
    Required,

    /// <summary>Takes the word "enforces" away when it goes wrong; proves more when it goes right.</summary>
    Core,

    /// <summary>A known corner where good senders differ: named beside the verdict.</summary>
    Corner,
}

namespace Dashboard.Core.Outbound.Catalogue;

/// <summary>Which of the MX hosts of a probe.</summary>
public enum HostRole
{
    Primary,

    /// <summary>Less preferred; only <c>mx-pair</c> has one.</summary>
    Secondary,
}

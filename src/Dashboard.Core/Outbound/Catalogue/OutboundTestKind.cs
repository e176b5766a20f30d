namespace Dashboard.Core.Outbound.Catalogue;

public enum OutboundTestKind
{
    /// <summary>Five addresses.</summary>
    Basic,

    /// <summary>Every probe of the catalogue.</summary>
    Full,
}

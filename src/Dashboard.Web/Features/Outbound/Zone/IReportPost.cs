namespace Dashboard.Web.Features.Outbound.Zone;

/// <summary>Where TLS reports can be posted (RFC 8460 section 5.4), for the records of the probe zone.</summary>
internal interface IReportPost
{
    /// <summary>Null where they come by mail alone.</summary>
    Uri? Address { get; }
}

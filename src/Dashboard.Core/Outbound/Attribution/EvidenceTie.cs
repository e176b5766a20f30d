namespace Dashboard.Core.Outbound.Attribution;

/// <summary>What ties a session to a test, strongest first.</summary>
public enum EvidenceTie
{
    /// <summary>It named a recipient of the test.</summary>
    Recipient,

    /// <summary>Its SNI names a host of the test.</summary>
    ServerName,

    /// <summary>It came to an address that only this test and probe use.</summary>
    AddressSet,

    /// <summary>Of the hosts at that address, only this one was asked for in the DNS shortly before.</summary>
    PrecedingQuery,

    /// <summary>Only this test's control came from the same source with the same EHLO.</summary>
    ControlSource,

    /// <summary>
    /// The source made at least as many sessions without mail as there are hosts that behave alike and were asked for: one to each.
    /// </summary>
    Count,
}

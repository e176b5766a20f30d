namespace Dashboard.Web.Components.States;

/// <summary>
/// What the interface says of mail traffic. Each has one word, one icon and one colour, the same in every chip,
/// figure, chart and export.
/// </summary>
public enum ShownState
{
    /// <summary>Connection type 3.</summary>
    Verified,

    /// <summary>Connection type 3 now; not every server, address or certificate takes part.</summary>
    VerifiedNow,

    /// <summary>Connection type 2.</summary>
    Encrypted,

    /// <summary>Connection type 1.</summary>
    Unencrypted,

    /// <summary>DANE is published and wrong: senders that verify it do not deliver.</summary>
    Refused,

    /// <summary>DNSSEC is wrong: senders that check it wait.</summary>
    HeldBack,

    /// <summary>Only TLSA records cannot be looked up: senders that verify DANE wait, others deliver.</summary>
    HeldBackByDane,

    NotMeasured,

    /// <summary>Out of scope: accepts no mail.</summary>
    NoMail,

    /// <summary>Out of scope: the name is not in the DNS.</summary>
    NoDomain,
}

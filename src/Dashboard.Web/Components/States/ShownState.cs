namespace Dashboard.Web.Components.States;

/// <summary>
/// The six things that the interface says of mail traffic. Each has one word, one icon and one colour, the same in every chip,
/// figure, chart and export.
/// </summary>
public enum ShownState
{
    /// <summary>Connection type 3.</summary>
    Verified,

    /// <summary>Connection type 2.</summary>
    Encrypted,

    /// <summary>Connection type 1.</summary>
    Unencrypted,

    /// <summary>DANE is published and wrong: senders that verify it do not deliver.</summary>
    Refused,

    NotMeasured,

    /// <summary>Out of scope: accepts no mail.</summary>
    NoMail,
}

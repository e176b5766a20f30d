namespace Dashboard.Web.Features.Accounts.Provider;

/// <summary>Why somebody who came by the provider is not in.</summary>
internal enum ProviderProblem
{
    /// <summary>The provider cannot be reached, or its answers are not those of a provider.</summary>
    Unavailable,

    /// <summary>The provider reported an error, such as that the person declined.</summary>
    Reported,

    /// <summary>The answer is for another browser, too old, used before, or does not hold.</summary>
    Rejected,

    /// <summary>No account, and no invitation.</summary>
    Stranger,

    /// <summary>The claims give none of the roles.</summary>
    NoRole,

    /// <summary>An administrator ended the account, or it is locked for a time.</summary>
    Closed,

    /// <summary>The name that the provider gives is that of another account.</summary>
    NameTaken,

    /// <summary>The provider gives no name, or one that accounts cannot have.</summary>
    NameInvalid,

    /// <summary>The link of the invitation works no longer.</summary>
    InvitationEnded,

    /// <summary>This person of the provider belongs to another account already, or the account to another person.</summary>
    Connected,

    /// <summary>The session that asked for the connection is over, or had no second step.</summary>
    SessionEnded,

    /// <summary>The second step of the account is a passkey, which signs in by itself.</summary>
    NeedsPasskey,
}

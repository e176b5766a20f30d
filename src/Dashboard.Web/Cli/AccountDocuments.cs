namespace Dashboard.Web.Cli;

/// <summary>What <c>accounts create</c> prints.</summary>
/// <param name="Invitation">The path of the invitation; null, and left out, where a password was given.</param>
internal sealed record AccountCreated(string Name, string Role, string? Invitation);

/// <summary>What <c>accounts key</c> prints, once.</summary>
internal sealed record AccountKey(string Key);

/// <summary>An account of <c>accounts list</c>.</summary>
internal sealed record AccountListed(
    string Name,
    string Role,
    bool Disabled,
    DateTimeOffset? LastSignInAt
);

/// <summary>What the commands print that change an account.</summary>
/// <param name="Done">The word of the command.</param>
internal sealed record AccountChanged(string Name, string Done);

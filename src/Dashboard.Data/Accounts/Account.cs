using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Data.Accounts;

/// <summary>What an account may do. The words are stored, and are those of <c>--role</c>.</summary>
public enum AccountRole
{
    /// <summary>Sees what everybody sees, with keys of its own for the API; changes nothing.</summary>
    Reader,

    /// <summary>Sees its own organisation's part of a round before publication, and comments on it.</summary>
    OrganisationMember,

    /// <summary>Registers, rounds, explanations, publication.</summary>
    Analyst,

    /// <summary>All of that, and accounts, the audit log and the queue.</summary>
    Administrator,
}

/// <summary>
/// A person who signs in, by a name that an administrator gave. There is no address: invitations are links that the administrator
/// passes on.
/// </summary>
public sealed class Account : IdentityUser<Guid>
{
    public required AccountRole Role { get; set; }

    /// <summary>Of a member, the organisation; null for the other roles.</summary>
    public int? OrganisationId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Set when an administrator ended the account; it cannot sign in.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    public DateTimeOffset? LastSignInAt { get; set; }
}

/// <summary>A link by which an account is made, once.</summary>
public sealed class Invitation
{
    public long Id { get; init; }

    /// <summary>SHA-256 of the token in the link; the token itself is shown once and not kept.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>The name that the account gets.</summary>
    public required string Name { get; init; }

    public required AccountRole Role { get; init; }

    public int? OrganisationId { get; init; }

    /// <summary>The account that invited, or <c>command</c>.</summary>
    public required string InvitedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>A key by which a program acts for an account.</summary>
public sealed class ApiKey
{
    public long Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>SHA-256 of the key; the key itself is shown once and not kept. It is random, so that no slow hash is needed.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The first characters, by which its owner knows it again.</summary>
    public required string Prefix { get; init; }

    /// <summary>What it may do: one of <see cref="ApiScopes"/>.</summary>
    public required string Scope { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>To the hour.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
}

/// <summary>What a key may do. Stored and typed by operators.</summary>
public static class ApiScopes
{
    public const string Read = "read";

    public const string Tests = "tests";

    public const string Batch = "batch";

    public static IReadOnlyList<string> All { get; } = [Read, Tests, Batch];
}

public sealed class AccountMapping
    : IEntityTypeConfiguration<Account>,
        IEntityTypeConfiguration<Invitation>,
        IEntityTypeConfiguration<ApiKey>,
        IEntityTypeConfiguration<IdentityUserClaim<Guid>>,
        IEntityTypeConfiguration<IdentityUserLogin<Guid>>,
        IEntityTypeConfiguration<IdentityUserToken<Guid>>,
        IEntityTypeConfiguration<IdentityUserPasskey<Guid>>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("accounts");
        builder.Property(account => account.Role).HasConversion<string>().HasMaxLength(32);
        builder
            .HasOne<Organisations.Organisation>()
            .WithMany()
            .HasForeignKey(account => account.OrganisationId)
            .OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("invitations");
        builder.Property(invitation => invitation.Name).HasMaxLength(256);
        builder.Property(invitation => invitation.InvitedBy).HasMaxLength(256);
        builder.Property(invitation => invitation.Role).HasConversion<string>().HasMaxLength(32);
        builder.HasIndex(invitation => invitation.TokenHash).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("api_keys");
        builder.Property(key => key.Prefix).HasMaxLength(16);
        builder.Property(key => key.Scope).HasMaxLength(32);
        builder.HasIndex(key => key.Hash).IsUnique();
        builder
            .HasOne<Account>()
            .WithMany()
            .HasForeignKey(key => key.AccountId)
            .OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> builder) =>
        builder.ToTable("account_claims");

    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> builder) =>
        builder.ToTable("account_logins");

    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder) =>
        builder.ToTable("account_tokens");

    /// <summary>As version 3 of the framework's own schema has it; the version is otherwise read from a program's settings.</summary>
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("account_passkeys");
        builder.HasKey(passkey => passkey.CredentialId);
        builder.Property(passkey => passkey.CredentialId).HasMaxLength(1024);
        builder.OwnsOne(passkey => passkey.Data).ToJson();
        builder.HasOne<Account>().WithMany().HasForeignKey(passkey => passkey.UserId).IsRequired();
    }
}

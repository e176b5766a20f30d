using Dashboard.Data.Accounts;
using Dashboard.Data.Evidence;
using Dashboard.Data.Organisations;
using Dashboard.Data.Verdicts;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Data;

/// <summary>The store. Use it through a factory, one context an operation.</summary>
public sealed class DashboardDb(DbContextOptions<DashboardDb> options)
    : IdentityUserContext<Account, Guid>(options),
        IDataProtectionKeyContext
{
    public DbSet<Account> Accounts => Users;

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<InboundTest> InboundTests => Set<InboundTest>();

    public DbSet<ObservationRow> Observations => Set<ObservationRow>();

    public DbSet<ObservedCertificate> ObservedCertificates => Set<ObservedCertificate>();

    public DbSet<StoredCertificate> Certificates => Set<StoredCertificate>();

    public DbSet<SharedExaminationRow> SharedExaminations => Set<SharedExaminationRow>();

    public DbSet<DkimProofRow> DkimProofs => Set<DkimProofRow>();

    public DbSet<VerdictRow> Verdicts => Set<VerdictRow>();

    public DbSet<OutboundTestRow> OutboundTests => Set<OutboundTestRow>();

    public DbSet<OutboundSenderRow> OutboundSenders => Set<OutboundSenderRow>();

    public DbSet<OutboundSessionRow> OutboundSessions => Set<OutboundSessionRow>();

    public DbSet<OutboundQueryRow> OutboundQueries => Set<OutboundQueryRow>();

    public DbSet<QueryLogRow> QueryLogs => Set<QueryLogRow>();

    public DbSet<QueryLogGapRow> QueryLogGaps => Set<QueryLogGapRow>();

    public DbSet<OutboundHealRow> OutboundHeals => Set<OutboundHealRow>();

    public DbSet<OutboundIdentityRow> OutboundIdentities => Set<OutboundIdentityRow>();

    public DbSet<StandingTestRow> StandingTests => Set<StandingTestRow>();

    public DbSet<ProbeZoneRow> ProbeZones => Set<ProbeZoneRow>();

    public DbSet<Organisation> Organisations => Set<Organisation>();

    public DbSet<OrganisationRecord> OrganisationRecords => Set<OrganisationRecord>();

    public DbSet<OrganisationDomain> OrganisationDomains => Set<OrganisationDomain>();

    public DbSet<OrganisationHost> OrganisationHosts => Set<OrganisationHost>();

    public DbSet<DomainList> DomainLists => Set<DomainList>();

    public DbSet<DomainListMember> DomainListMembers => Set<DomainListMember>();

    public DbSet<RegisterImport> RegisterImports => Set<RegisterImport>();

    public DbSet<RegisterImportContent> RegisterImportContents => Set<RegisterImportContent>();

    public DbSet<RegisterImportChange> RegisterImportChanges => Set<RegisterImportChange>();

    public DbSet<RegisterImportProblem> RegisterImportProblems => Set<RegisterImportProblem>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    /// <summary>Keys that protect forms and cookies, shared by every web process.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>With passkeys.</summary>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(DashboardDb).Assembly);
    }
}

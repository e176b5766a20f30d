using System.Text;
using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Web.Features.Organisations;
using Dashboard.Web.Features.Organisations.Import;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Web.Tests.Organisations;

/// <summary>The services of organisations on a database of their own, on a day that the test sets.</summary>
internal sealed class RegisterStore : IDbContextFactory<DashboardDb>
{
    private readonly DbContextOptions<DashboardDb> store;

    private RegisterStore(string connectionString)
    {
        var builder = new DbContextOptionsBuilder<DashboardDb>();
        builder.UseDashboard(connectionString);
        store = builder.Options;
        ConnectionString = connectionString;
        var settings = Options.Create(new OrganisationOptions());
        var comparer = new ImportComparer(settings, Time);
        var application = new SnapshotApplication(comparer, settings, Time);
        Importer = new(this, comparer, application, settings, Time);
        Staged = new(this, comparer, application, Time);
        var changes = new OrganisationChanges(this);
        Corrections = new(changes, new(settings, Time), Time);
        Links = new(changes, Time);
        DomainCorrections = new(changes, Time);
        Joining = new(changes, Time);
        Domains = new(this);
    }

    public string ConnectionString { get; }

    public FakeTimeProvider Time { get; } =
        new(new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.Zero));

    public RegisterImporter Importer { get; }

    public StagedImports Staged { get; }

    public OrganisationCorrections Corrections { get; }

    public OrganisationLinks Links { get; }

    public DomainCorrections DomainCorrections { get; }

    public OrganisationJoining Joining { get; }

    public MailDomains Domains { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<RegisterStore> CreateAsync(PostgresFixture postgres) =>
        new(await postgres.CreateDatabaseAsync());

    public DashboardDb CreateDbContext() => new(store);

    public void On(int year, int month, int day) =>
        Time.SetUtcNow(new DateTimeOffset(year, month, day, 9, 0, 0, TimeSpan.Zero));

    public Task<ImportReport> SampleAsync(
        RegisterSource source,
        string sample,
        string? list = null
    ) => ImportAsync(source, File.ReadAllBytes(RegisterFiles.PathOf(sample)), sample, list);

    public Task<ImportReport> RooAsync(
        string organisations,
        string name = "exportOO.xml",
        bool confirmed = false
    ) =>
        ImportAsync(
            RegisterSource.Roo,
            Encoding.UTF8.GetBytes(RegisterFiles.RooStart + organisations + RegisterFiles.RooEnd),
            name,
            confirmed: confirmed
        );

    public Task<ImportReport> RioAsync(string organisations) =>
        ImportAsync(
            RegisterSource.Rio,
            Encoding.UTF8.GetBytes(RegisterFiles.RioStart + organisations + RegisterFiles.RioEnd),
            "exportRIO.xml"
        );

    public Task<ImportReport> ListAsync(string text, string list = "lijst") =>
        ImportAsync(RegisterSource.List, Encoding.UTF8.GetBytes(text), "lijst.csv", list);

    public async Task<ImportReport> ImportAsync(
        RegisterSource source,
        byte[] file,
        string name,
        string? list = null,
        bool confirmed = false
    )
    {
        var request = new ImportRequest(source, name, list, "test", confirmed);
        using var stream = new MemoryStream(file, writable: false);
        return await Importer.ImportAsync(
            request,
            await Importer.ReadAsync(request, stream, Stop),
            Stop
        );
    }

    /// <summary>What a file of a register would do, without doing it.</summary>
    public async Task<ImportReport> PreviewAsync(
        RegisterSource source,
        string text,
        string? list = null
    )
    {
        var request = new ImportRequest(
            source,
            list is null ? "file.xml" : "lijst.csv",
            list,
            "test"
        );
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text), writable: false);
        return await Importer.PreviewAsync(
            await Importer.ReadAsync(request, stream, Stop),
            endingConfirmed: false,
            Stop
        );
    }

    public async Task<Organisation> OrganisationAsync(string key)
    {
        await using var db = CreateDbContext();
        return await OrganisationLookup.FindAsync(db, key, Stop)
            ?? throw new InvalidOperationException($"There is no organisation {key}.");
    }

    /// <summary>Who has the domain, a line for each: <c>90017 [2026-01-01, )</c>.</summary>
    public async Task<string[]> LinksAsync(string domain)
    {
        await using var db = CreateDbContext();
        var links = await db
            .OrganisationDomains.Where(link => link.Domain == domain)
            .Join(
                db.Organisations,
                link => link.OrganisationId,
                organisation => organisation.Id,
                (link, organisation) =>
                    new
                    {
                        organisation.Key,
                        link.From,
                        link.Until,
                    }
            )
            .ToListAsync(Stop);
        return
        [
            .. links
                .Select(link =>
                    $"{link.Key} [{link.From?.ToString("O", null)}, {link.Until?.ToString("O", null)})"
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Where it counts today: keys of organisations.</summary>
    public async Task<string[]?> HoldersAsync(string domain, string? list = null)
    {
        var day = await TodayAsync(list);
        return day
            .Domains.SingleOrDefault(one => one.Name.Value == domain)
            ?.Organisations.Select(organisation => organisation.Key)
            .ToArray();
    }

    public async Task<MailDomainsOfDay> TodayAsync(string? list = null) =>
        await Domains.OnAsync(DateOnly.FromDateTime(Time.GetUtcNow().Date), list, Stop)
        ?? throw new InvalidOperationException($"There is no list {list}.");

    /// <summary>Everything that an import may change, to compare before and after.</summary>
    public async Task<string> ContentsAsync()
    {
        await using var db = CreateDbContext();
        var tables = new object[]
        {
            await db.Organisations.OrderBy(row => row.Id).AsNoTracking().ToListAsync(Stop),
            await db.OrganisationRecords.OrderBy(row => row.Id).AsNoTracking().ToListAsync(Stop),
            await db.OrganisationDomains.OrderBy(row => row.Id).AsNoTracking().ToListAsync(Stop),
            await db.OrganisationHosts.OrderBy(row => row.Id).AsNoTracking().ToListAsync(Stop),
            await db.DomainLists.OrderBy(row => row.Id).AsNoTracking().ToListAsync(Stop),
            await db.RegisterImports.OrderBy(row => row.Id).AsNoTracking().ToListAsync(Stop),
        };
        return System.Text.Json.JsonSerializer.Serialize(tables, Core.EvidenceJson.Indented);
    }
}

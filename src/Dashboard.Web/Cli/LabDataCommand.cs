using System.Globalization;
using Dashboard.Check.Terminal;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Features.Organisations;
using Dashboard.Web.Features.Organisations.Import;
using Dashboard.Web.Features.Reports;
using Dashboard.Web.Features.Rounds;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Explanations;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Cli;

/// <summary>
/// For <c>./run --lab</c>: takes in the invented register that the lab has written to a folder, and has the site's worker measure
/// three rounds of it. Two are published and dated back, one is in correction. Only on a database that was made for a lab; what is
/// there already is left as it is, and where it was stopped it goes on.
/// </summary>
internal sealed class LabDataCommand(
    IServiceProvider services,
    string folder,
    CommandConsole console
)
{
    private const string Earlier = "Nulmeting";
    private const string DatedBack = "dated-back";

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(0.5);

    public static async Task<int> RunAsync(
        string[] arguments,
        CommandConsole console,
        CommandTexts texts,
        CancellationToken cancellation
    )
    {
        var (settings, words) = SettingArguments.Split(arguments);
        if (await texts.RefuseOptionAsync(["lab-data", .. words], console.Error))
        {
            return ExitStatus.Fault;
        }
        if (words is not [var folder])
        {
            await console.Error.WriteLineAsync(texts.LabDataUsage);
            return ExitStatus.Fault;
        }
        var configuration = CommandConfiguration.Build(settings);
        await using var services = Services(configuration);
        try
        {
            return await new LabDataCommand(services, folder, console).RunAsync(cancellation)
                ? 0
                : 1;
        }
        catch (Exception fault) when (MigrateCommand.OfDatabase(fault) is { } database)
        {
            await console.Error.WriteLineAsync(texts.DatabaseFault(database.Message));
            return ExitStatus.Fault;
        }
    }

    private async Task<bool> RunAsync(CancellationToken cancellation)
    {
        if (!await services.GetRequiredService<LabSending>().IsAllowedAsync(cancellation))
        {
            await console.Error.WriteLineAsync("not a lab's database");
            return false;
        }
        await using (var db = await OpenAsync(cancellation))
        {
            if (!await db.DomainLists.AnyAsync(l => l.Name == Earlier, cancellation))
            {
                await FillAsync(cancellation);
            }
        }
        if (
            !await MeasureAsync(
                "Voorjaarsmeting",
                Earlier,
                RoundProfiles.Full,
                daysAgo: 182,
                cancellation
            )
            || !await MeasureAsync(
                "Zomermeting",
                null,
                RoundProfiles.Round,
                daysAgo: 61,
                cancellation
            )
            || !await MeasureAsync(
                "Najaarsmeting",
                null,
                RoundProfiles.Round,
                daysAgo: null,
                cancellation
            )
        )
        {
            return false;
        }
        await SayAsync("complete");
        return true;
    }

    /// <summary>All but the rounds; the list comes last, as a sign that the rest is there.</summary>
    private async Task FillAsync(CancellationToken cancellation)
    {
        await ImportAsync(RegisterSource.Roo, "exportOO.xml", cancellation);
        await ImportAsync(RegisterSource.Rio, "exportRIO.xml", cancellation);
        await NameProvidersAsync(cancellation);
        await SetSendingAsync(cancellation);
        await ExplainAsync(cancellation);
        await ListAsync(cancellation);
    }

    private async Task ImportAsync(
        RegisterSource source,
        string name,
        CancellationToken cancellation
    )
    {
        var importer = services.GetRequiredService<RegisterImporter>();
        var request = new ImportRequest(source, name, null, Audit.Command);
        await using var file = File.OpenRead(Path.Combine(folder, name));
        var prepared = await importer.ReadAsync(request, file, cancellation);
        var report = await importer.ImportAsync(request, prepared, cancellation);
        await SayAsync(
            $"{name}: {report.Organisations.Added} organisations, {report.Domains.Added} domains"
        );
    }

    private async Task NameProvidersAsync(CancellationToken cancellation)
    {
        await using var db = await OpenAsync(cancellation);
        await db.Set<ProviderAliasRow>().ExecuteDeleteAsync(cancellation);
        db.AddRange(
            (await PairsAsync("providers.csv", cancellation)).Select(pair => new ProviderAliasRow
            {
                Domain = pair.Key,
                Provider = pair.Value,
            })
        );
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>What was known half a year ago.</summary>
    private async Task ListAsync(CancellationToken cancellation)
    {
        await using var db = await OpenAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var list = new DomainList
        {
            Name = Earlier,
            Kind = DomainListKind.ByHand,
            CreatedAt = services.GetRequiredService<TimeProvider>().GetUtcNow(),
        };
        db.DomainLists.Add(list);
        await db.SaveChangesAsync(cancellation);
        db.DomainListMembers.AddRange(
            (
                await File.ReadAllLinesAsync(Path.Combine(folder, "earlier.csv"), cancellation)
            ).Select(domain => new DomainListMember { ListId = list.Id, Domain = domain })
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task SetSendingAsync(CancellationToken cancellation)
    {
        var sending = services.GetRequiredService<LabSending>();
        foreach (var (organisation, word) in await PairsAsync("sending.csv", cancellation))
        {
            if (Slug.TryParse<SendingState>(word, out var state))
            {
                await sending.SetAsync(organisation, state, cancellation);
            }
        }
    }

    private async Task ExplainAsync(CancellationToken cancellation)
    {
        var today = Today();
        foreach (var (organisation, text) in await PairsAsync("explanations.csv", cancellation))
        {
            await services
                .GetRequiredService<ExplanationDesk>()
                .AddAsync(
                    new(
                        organisation,
                        FigureStandard.Dane,
                        null,
                        text,
                        "gemeentesecretaris",
                        today.AddDays(-200),
                        today.AddDays(160)
                    ),
                    cancellation
                );
        }
    }

    /// <param name="daysAgo">Published, and dated back so many days; null for one that stays in correction.</param>
    private async Task<bool> MeasureAsync(
        string season,
        string? list,
        string profile,
        int? daysAgo,
        CancellationToken cancellation
    )
    {
        var found = await FindAsync(season, cancellation);
        if (found is { State: RoundState.Published } && IsDatedBack(found))
        {
            return true;
        }
        if (found is null)
        {
            var year = Today().AddDays(-(daysAgo ?? 0)).Year;
            await services
                .GetRequiredService<RoundStart>()
                .StartAsync(
                    new(
                        string.Create(CultureInfo.InvariantCulture, $"{season} {year}"),
                        list,
                        profile
                    ),
                    cancellation
                );
            found = await FindAsync(season, cancellation);
        }
        if (found is null || !await WaitAsync(found.Id, cancellation))
        {
            return false;
        }
        await SayAsync($"{season}: {found.Domains} domains");
        if (daysAgo is not { } days)
        {
            return true;
        }
        var control = services.GetRequiredService<RoundControl>();
        // Refused where it was done before the command was stopped.
        await control.CloseAsync(found.Id, early: true, by: null, cancellation);
        await control.PublishAsync(found.Id, cancellation);
        await DateBackAsync(found.Id, days, cancellation);
        return true;
    }

    private async Task<RoundRow?> FindAsync(string season, CancellationToken cancellation)
    {
        await using var db = await OpenAsync(cancellation);
        return await db.Set<RoundRow>()
            .AsNoTracking()
            .Where(r => r.Name.StartsWith(season) && r.State != RoundState.Cancelled)
            .OrderByDescending(r => r.Id)
            .FirstOrDefaultAsync(cancellation);
    }

    private static bool IsDatedBack(RoundRow round) => round.Notes.Any(n => n.Slug == DatedBack);

    private async Task<bool> WaitAsync(int round, CancellationToken cancellation)
    {
        var progress = services.GetRequiredService<RoundProgress>();
        while (true)
        {
            switch ((await progress.FindAsync(round, cancellation))?.State)
            {
                case RoundState.Correction or RoundState.Closed or RoundState.Published:
                    return true;
                case null or RoundState.Cancelled:
                    return false;
                default:
                    await Task.Delay(LookEvery, cancellation);
                    break;
            }
        }
    }

    /// <summary>Really measured, and said to be of an earlier day; the round notes that.</summary>
    private async Task DateBackAsync(int id, int days, CancellationToken cancellation)
    {
        await using var db = await OpenAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Another run of this command may have been started beside this one: a round is dated back once.
        var round = await db.Set<RoundRow>()
            .FromSql($"SELECT * FROM rounds WHERE id = {id} FOR UPDATE")
            .SingleAsync(cancellation);
        if (IsDatedBack(round))
        {
            return;
        }
        round.Notes =
        [
            .. round.Notes,
            new(services.GetRequiredService<TimeProvider>().GetUtcNow(), DatedBack),
        ];
        await db.SaveChangesAsync(cancellation);
        var back = TimeSpan.FromDays(days);
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE rounds SET started_at = started_at - {back}, measured_on = measured_on - {days},
              measured_at = measured_at - {back}, correction_until = correction_until - {back},
              closed_at = closed_at - {back}, published_at = published_at - {back}
            WHERE id = {id}
            """,
            cancellation
        );
        await db.Database.ExecuteSqlAsync(
            $"UPDATE round_waves SET started_at = started_at - {back}, finished_at = finished_at - {back} WHERE round_id = {id}",
            cancellation
        );
        await db.Database.ExecuteSqlAsync(
            $"UPDATE round_results SET measured_at = measured_at - {back} WHERE round_id = {id}",
            cancellation
        );
        await db.Database.ExecuteSqlAsync(
            $"UPDATE round_organisations SET sending_tested_at = sending_tested_at - {back} WHERE round_id = {id}",
            cancellation
        );
        // Given on the day from which they hold, as far as that was before.
        await db.Database.ExecuteSqlAsync(
            $"UPDATE explanations SET created_at = valid_from::timestamp AT TIME ZONE 'UTC' WHERE created_at::date > valid_from",
            cancellation
        );
        await transaction.CommitAsync(cancellation);
    }

    private async Task<List<KeyValuePair<string, string>>> PairsAsync(
        string file,
        CancellationToken cancellation
    ) =>
        [
            .. (await File.ReadAllLinesAsync(Path.Combine(folder, file), cancellation))
                .Select(line => line.Split(';', 2))
                .Where(parts => parts.Length == 2)
                .Select(parts => KeyValuePair.Create(parts[0], parts[1])),
        ];

    private DateOnly Today() =>
        Dashboard.Texts.DutchTime.DayOf(services.GetRequiredService<TimeProvider>().GetUtcNow());

    private Task<DashboardDb> OpenAsync(CancellationToken cancellation) =>
        services
            .GetRequiredService<IDbContextFactory<DashboardDb>>()
            .CreateDbContextAsync(cancellation);

    private Task SayAsync(string line) => console.Error.WriteLineAsync(line);

    private static ServiceProvider Services(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddDbContextFactory<DashboardDb>(db =>
            db.UseDashboard(ConnectionStrings.Store(configuration))
        );
        services.AddOrganisations();
        services.AddRoundServices(configuration);
        services.AddExports();
        services.AddReports();
        return services.BuildServiceProvider();
    }
}

using System.Text;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Lab;
using Dashboard.Web.Features.Organisations.Import;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Explanations;
using Dashboard.Web.Features.Rounds.Start;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Support;

/// <summary>A register of organisations with domains of the lab, and rounds that are really measured.</summary>
public static class MonitorSite
{
    /// <summary>Every mail domain of it is protected.</summary>
    public const string Good = "gm9001";

    /// <summary>One domain is protected, two are not.</summary>
    public const string Mixed = "gm9002";

    /// <summary>Its only domain accepts no mail.</summary>
    public const string Silent = "ws9003";

    /// <summary>The only domain that the second round adds.</summary>
    public const string NotPublished = "gm9004";

    public const string FirstRound = "Voorjaarsmeting";

    public const string SecondRound = "Najaarsmeting";

    private const string Tooi = "https://identifier.overheid.nl/tooi/id/";

    private const string Register = $"""
        Organisatie;TOOI;Laag;Domein
        Gemeente Voorbeeldstad;{Tooi}gemeente/{Good};Gemeente;ee-rsa.example
        Gemeente Voorbeeldstad;{Tooi}gemeente/{Good};Gemeente;dual-stack.example
        Gemeente Proefdam;{Tooi}gemeente/{Mixed};Gemeente;xn--caf-dma.example
        Gemeente Proefdam;{Tooi}gemeente/{Mixed};Gemeente;tlsa-absent.example
        Gemeente Proefdam;{Tooi}gemeente/{Mixed};Gemeente;rollover-missed.example
        Waterschap Stilwater;{Tooi}waterschap/{Silent};Waterschap;null-mx.example
        """;

    private const string Added = $"""
        Gemeente Nieuwland;{Tooi}gemeente/{NotPublished};Gemeente;plain-starttls-not-offered.example
        """;

    private static CancellationToken Cancellation => CancellationToken.None;

    /// <summary>Imports the register, measures and publishes the first round, and measures the second until its correction period.</summary>
    /// <returns>The numbers of the two rounds.</returns>
    public static async Task<(int Published, int Correction)> FillAsync(DashboardApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        await ImportAsync(app, Register);
        var (added, refusal) = await app
            .Services.GetRequiredService<ExplanationDesk>()
            .AddAsync(
                new(
                    Mixed,
                    FigureStandard.Dane,
                    DomainName.Parse("tlsa-absent.example"),
                    "De leverancier levert DANE in het voorjaar.",
                    "gemeentesecretaris"
                ),
                Cancellation
            );
        refusal.ShouldBeNull();
        added.ShouldNotBeNull();
        var first = await MeasureAsync(app, FirstRound);
        var control = app.Services.GetRequiredService<RoundControl>();
        (await control.CloseAsync(first, early: true, "analyst", Cancellation)).ShouldBeNull();
        (await control.PublishAsync(first, Cancellation)).ShouldBeNull();
        await ImportAsync(app, Register + "\n" + Added);
        return (first, await MeasureAsync(app, SecondRound));
    }

    public static async Task<int> MeasureAsync(DashboardApp app, string name)
    {
        ArgumentNullException.ThrowIfNull(app);
        var (started, refusal) = await app
            .Services.GetRequiredService<RoundStart>()
            .StartAsync(new(name, Profile: RoundProfiles.Dane), Cancellation);
        refusal.ShouldBeNull();
        await WaitAsync(app, started!.Id, RoundState.Correction);
        return started.Id;
    }

    public static Task WaitAsync(DashboardApp app, int round, RoundState state)
    {
        ArgumentNullException.ThrowIfNull(app);
        return Eventually.GetAsync(
            async () =>
                await app
                    .Services.GetRequiredService<RoundProgress>()
                    .FindAsync(round, Cancellation)
                    is { } status
                && status.State == state
                    ? status
                    : null,
            TimeSpan.FromMinutes(8),
            $"round {round} in state {state}"
        );
    }

    public static Task ImportAsync(DashboardApp app) => ImportAsync(app, Register);

    private static async Task ImportAsync(DashboardApp app, string list)
    {
        ArgumentNullException.ThrowIfNull(app);
        var importer = app.Services.GetRequiredService<RegisterImporter>();
        var request = new ImportRequest(RegisterSource.List, "lijst.csv", "Overheden", "test");
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(list), writable: false);
        var report = await importer.ImportAsync(
            request,
            await importer.ReadAsync(request, stream, Cancellation),
            Cancellation
        );
        report.Refused.ShouldBeEmpty();
    }
}

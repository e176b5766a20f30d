using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.Rounds.Work;
using Dashboard.Web.Features.RoundStore;
using Dashboard.Web.Tests.Exports;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>A round was started with a method; what is judged for it by another one, or compared with one of another, is said.</summary>
public sealed class MethodChangeTests(PostgresFixture postgres)
{
    private const string Old = "inbound-0";

    private static string Now =>
        InboundJudgement.MethodVersions(NcscMethod.Ncsc2025)[MailStandard.Dane];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Comparison_of_two_methods_says_so()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        const string Sentence = "Beoordeeld met een andere methode dan toen";
        (await scene.App.Client.GetStringAsync("/adoption", Cancellation)).ShouldNotContain(
            Sentence
        );
        await StartedWithAsync(scene, scene.First, Old);

        (await scene.App.Client.GetStringAsync("/adoption", Cancellation)).ShouldContain(Sentence);
        var changes = await scene
            .Service<RoundChanges>()
            .FindAsync(await scene.RoundAsync(scene.Second), null, Cancellation);
        changes!.Methods.ShouldBe([new("dane", Old, "inbound-2")]);
    }

    [Fact]
    public async Task Erratum_by_a_newer_method_names_it()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        await StartedWithAsync(scene, scene.Second, Old);
        await CorrectAsync(scene);
        var round = await scene.RoundAsync(scene.Second);
        round.Edition.ShouldBe((short)2);
        round.Method.Methods["dane"].ShouldBe(Old, "what it was started with is frozen");
        var note = round.Notes.ShouldHaveSingleItem();
        note.Slug.ShouldBe(RoundNotes.Erratum);
        note.Text.ShouldBe($"dane: {Old} → {Now}");
    }

    [Fact]
    public async Task Correction_by_a_newer_method_is_noted_once()
    {
        await using var scene = await ExportScene.StartAsync(postgres, RoundState.Correction);
        await StartedWithAsync(scene, scene.Second, Now);
        await CorrectAsync(scene);
        (await scene.RoundAsync(scene.Second)).Notes.ShouldBeEmpty();

        await StartedWithAsync(scene, scene.Second, Old);
        await CorrectAsync(scene);
        await CorrectAsync(scene);
        var note = (await scene.RoundAsync(scene.Second)).Notes.ShouldHaveSingleItem();
        note.Slug.ShouldBe(RoundNotes.MethodChanged);
        note.Text.ShouldBe($"dane: {Old} → {Now}");
    }

    [Theory]
    [InlineData("ncsc-2021", NcscMethod.Ncsc2021)]
    [InlineData("ncsc-2025", NcscMethod.Ncsc2025)]
    [InlineData(null, null)]
    public void Method_of_TLS_is_the_one_that_was_frozen(string? version, NcscMethod? expected)
    {
        var methods = new Dictionary<string, string> { ["dane"] = Now };
        if (version is not null)
        {
            methods["tls-ncsc"] = version;
        }
        var started = new RoundMethod(methods, new Dictionary<string, string>());
        MethodChanges.Ncsc(started).ShouldBe(expected);
        MethodChanges.Since(started).ShouldBeEmpty();
    }

    private static async Task StartedWithAsync(ExportScene scene, int round, string dane)
    {
        await using var db = await scene.App.OpenDatabaseAsync();
        await db.Database.ExecuteSqlAsync(
            $"UPDATE rounds SET method = jsonb_set(method::jsonb, ARRAY['methods', 'dane'], to_jsonb({dane}::text)) WHERE id = {round}",
            Cancellation
        );
    }

    /// <summary>As after the last domain of a correction is judged.</summary>
    private static async Task CorrectAsync(ExportScene scene)
    {
        await using var db = await scene.App.OpenDatabaseAsync();
        var waves = await db.Set<RoundWaveRow>()
            .CountAsync(w => w.RoundId == scene.Second, Cancellation);
        db.Add(
            new RoundWaveRow
            {
                RoundId = scene.Second,
                Wave = (short)(waves + 2),
                Kind = WaveKind.Correction,
                StartedAt = Samples.Noon,
            }
        );
        await db.SaveChangesAsync(Cancellation);
        var wave = (await OpenWave.AllAsync(db, Cancellation)).ShouldHaveSingleItem();
        await new RoundAdvance(
            scene.Service<IDbContextFactory<DashboardDb>>(),
            Options.Create(new RoundOptions()),
            TimeProvider.System,
            NullLogger<RoundAdvance>.Instance
        ).AfterWorkAsync(wave, Cancellation);
    }
}

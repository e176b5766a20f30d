using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Data.Evidence;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>Two programs on one database: of both, one examines an address.</summary>
public sealed class SharedExaminationsTests(PostgresFixture postgres)
{
    private static readonly AddressTarget Target = new(
        DomainName.Parse("mx.example"),
        IPAddress.Parse("192.0.2.1"),
        DomainName.Parse("mx.example")
    );

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Address_is_examined_once_for_all_processes()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var one = await DashboardApp.StartAsync(database, "Roles=web");
        await using var other = await DashboardApp.StartAsync(database, "Roles=web");
        var entered = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        var first = Of(one)
            .GetAsync(
                Target,
                async _ =>
                {
                    entered.SetResult();
                    await gate.Task;
                    return Seen(TlsExaminationEnd.Completed, sessions: 14);
                },
                Cancellation
            );
        await entered.Task;

        var second = Of(other).GetAsync(Target, Never, Cancellation);
        gate.SetResult();

        (await first)!.Sessions.ShouldBe(14);
        (await second)!.Sessions.ShouldBe(14);
        (await Of(other).GetAsync(Target, Never, Cancellation))!.Sessions.ShouldBe(14);
    }

    [Theory]
    [InlineData(TlsExaminationEnd.Completed, 23.9, true)]
    [InlineData(TlsExaminationEnd.Completed, 24.1, false)]
    [InlineData(TlsExaminationEnd.SessionLimit, 23.9, true)]
    [InlineData(TlsExaminationEnd.StartTlsGone, 1, true)]
    [InlineData(TlsExaminationEnd.StartTlsGone, 1.2, false)]
    [InlineData(TlsExaminationEnd.ServerLimitsConnections, 1, true)]
    [InlineData(TlsExaminationEnd.ServerLimitsConnections, 1.2, false)]
    [InlineData(TlsExaminationEnd.ServerUnreachable, 1, true)]
    [InlineData(TlsExaminationEnd.ServerUnreachable, 1.2, false)]
    [InlineData(TlsExaminationEnd.NoTls, 0, false)]
    [InlineData(TlsExaminationEnd.OwnLimit, 0, false)]
    public async Task Examination_serves_as_long_as_it_says_something(
        TlsExaminationEnd end,
        double hoursAgo,
        bool serves
    )
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web"
        );
        var old = Seen(end, sessions: 9) with
        {
            StartedAt = DateTimeOffset.UtcNow - TimeSpan.FromHours(hoursAgo),
        };
        await Of(app).GetAsync(Target, _ => Task.FromResult(old), Cancellation);

        var now = await Of(app)
            .GetAsync(
                Target,
                _ => Task.FromResult(Seen(TlsExaminationEnd.Completed, sessions: 14)),
                Cancellation
            );

        now!.Sessions.ShouldBe(serves ? 9 : 14);
    }

    [Fact]
    public async Task Claim_of_a_process_that_has_gone_lapses()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web"
        );
        await using (var db = await app.OpenDatabaseAsync())
        {
            db.SharedExaminations.Add(
                new SharedExaminationRow
                {
                    Host = Target.Host.Value,
                    Address = Target.Address.ToString(),
                    ServerName = Target.ServerName.Value,
                    ClaimedUntil = DateTimeOffset.UtcNow.AddSeconds(-1),
                }
            );
            await db.SaveChangesAsync(Cancellation);
        }

        var seen = await Of(app)
            .GetAsync(
                Target,
                _ => Task.FromResult(Seen(TlsExaminationEnd.Completed, sessions: 14)),
                Cancellation
            );

        seen!.Sessions.ShouldBe(14);
    }

    /// <summary>A process that slept, or was without its database, longer than its claim lasts.</summary>
    [Fact]
    public async Task Process_whose_claim_lapsed_leaves_that_of_another_alone()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web"
        );
        var entered = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        var late = Of(app)
            .GetAsync(
                Target,
                async _ =>
                {
                    entered.SetResult();
                    await gate.Task;
                    return Seen(TlsExaminationEnd.Completed, sessions: 9);
                },
                Cancellation
            );
        await entered.Task;
        var until = DateTimeOffset.UtcNow.AddMinutes(5);
        var another = Guid.NewGuid();
        await using (var db = await app.OpenDatabaseAsync())
        {
            await db.SharedExaminations.ExecuteUpdateAsync(
                set =>
                    set.SetProperty(e => e.ClaimedUntil, until)
                        .SetProperty(e => e.ClaimedBy, another),
                Cancellation
            );
        }

        gate.SetResult();
        await late;

        await using var after = await app.OpenDatabaseAsync();
        var row = await after.SharedExaminations.SingleAsync(Cancellation);
        row.ClaimedBy.ShouldBe(another);
        row.ClaimedUntil.ShouldNotBeNull();
        row.ServesUntil.ShouldBeNull();
        row.Document.ShouldBeNull();
    }

    /// <summary>The conditions of two statements that run at the same time do not see each other's rows.</summary>
    [Fact]
    public async Task Of_many_names_of_one_address_that_are_claimed_at_once_one_is()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web"
        );
        var claims = app.Services.GetRequiredService<SharedExaminations>();
        for (var round = 1; round <= 5; round++)
        {
            var address = IPAddress.Parse($"192.0.2.{round}");
            var mine = await Task.WhenAll(
                Enumerable
                    .Range(0, 12)
                    .Select(name =>
                        Task.Run(() =>
                            claims.TryClaimAsync(
                                Named($"mx{name}.example", address),
                                Guid.NewGuid(),
                                Cancellation
                            )
                        )
                    )
            );

            mine.Count(one => one).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Lapsed_claim_is_not_renewed_once_another_name_of_the_address_is_claimed()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web"
        );
        var claims = app.Services.GetRequiredService<SharedExaminations>();
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        var other = Named("mx2.example", Target.Address);
        (await claims.TryClaimAsync(Target, first, Cancellation)).ShouldBeTrue();
        await LapseAsync(app);
        (await claims.ClaimUntilAsync(Target, first, Cancellation)).ShouldBeTrue(
            "nobody else was there meanwhile"
        );
        await LapseAsync(app);

        (await claims.TryClaimAsync(other, second, Cancellation)).ShouldBeTrue();

        (await claims.ClaimUntilAsync(Target, first, Cancellation)).ShouldBeFalse();
        (await claims.ClaimUntilAsync(other, second, Cancellation)).ShouldBeTrue();
    }

    private static async Task LapseAsync(DashboardApp app)
    {
        var past = DateTimeOffset.UtcNow.AddSeconds(-1);
        await using var db = await app.OpenDatabaseAsync();
        await db.SharedExaminations.ExecuteUpdateAsync(
            set => set.SetProperty(e => e.ClaimedUntil, past),
            Cancellation
        );
    }

    private static AddressTarget Named(string host, IPAddress address) =>
        new(DomainName.Parse(host), address, DomainName.Parse(host));

    [Fact]
    public async Task Examination_that_fails_lets_the_next_in_at_once()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web"
        );
        await Should.ThrowAsync<InvalidOperationException>(() =>
            Of(app).GetAsync(Target, Never, Cancellation)
        );

        await using var db = await app.OpenDatabaseAsync();
        (await db.SharedExaminations.SingleAsync(Cancellation)).ClaimedUntil.ShouldBeNull();
    }

    [Fact]
    public async Task What_no_longer_serves_is_forgotten()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web"
        );
        var stale = Seen(TlsExaminationEnd.Completed, 9) with
        {
            StartedAt = DateTimeOffset.UtcNow.AddDays(-63),
        };
        var other = Target with { Address = IPAddress.Parse("192.0.2.2") };
        await Of(app).GetAsync(Target, _ => Task.FromResult(stale), Cancellation);
        await Of(app)
            .GetAsync(
                other,
                _ => Task.FromResult(Seen(TlsExaminationEnd.Completed, 9)),
                Cancellation
            );

        await app.Services.GetRequiredService<SharedExaminations>().ForgetAsync(Cancellation);

        await using var db = await app.OpenDatabaseAsync();
        (await db.SharedExaminations.SingleAsync(Cancellation)).Address.ShouldBe("192.0.2.2");
    }

    [Fact]
    public async Task Whole_examination_stays_when_a_later_one_is_cut_short_until_its_server_has_changed()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web"
        );
        var whole = Seen(TlsExaminationEnd.SessionLimit, 15) with
        {
            StartedAt = DateTimeOffset.UtcNow.AddDays(-30),
        };
        await Of(app).GetAsync(Target, _ => Task.FromResult(whole), Cancellation);
        await Of(app)
            .GetAsync(
                Target,
                _ => Task.FromResult(Seen(TlsExaminationEnd.ServerLimitsConnections, 3)),
                Cancellation
            );
        await app.Services.GetRequiredService<SharedExaminations>().ForgetAsync(Cancellation);

        (await Of(app).WholeAsync(Target, Cancellation))!.Sessions.ShouldBe(15);
        await Of(app)
            .KeepAsync(
                Target,
                whole with
                {
                    Sessions = 9,
                    StartedAt = whole.StartedAt.AddDays(-1),
                },
                Cancellation
            );
        (await Of(app).WholeAsync(Target, Cancellation))!.Sessions.ShouldBe(15, "the newest stays");
        var round = whole with { Sessions = 14, StartedAt = whole.StartedAt.AddDays(1) };
        await Of(app).KeepAsync(Target, round, Cancellation);
        (await Of(app).WholeAsync(Target, Cancellation))!.Sessions.ShouldBe(14);
        await Of(app).ChangedAsync(Target, whole, Cancellation);
        (await Of(app).WholeAsync(Target, Cancellation)).ShouldNotBeNull("it was another one");
        await Of(app).ChangedAsync(Target, round, Cancellation);
        (await Of(app).WholeAsync(Target, Cancellation)).ShouldBeNull();
    }

    private static ISharedExaminations Of(DashboardApp app) =>
        app.Services.GetRequiredService<ISharedExaminations>();

    private static Task<TlsExamination> Never(CancellationToken _) =>
        throw new InvalidOperationException("Examined again.");

    private static TlsExamination Seen(TlsExaminationEnd end, int sessions) =>
        new()
        {
            Profile = TlsProfile.Full,
            CatalogueVersion = TlsQuestions.CatalogueVersion,
            StartedAt = DateTimeOffset.UtcNow,
            Duration = TimeSpan.FromMinutes(2),
            End = end,
            ServerName = Target.ServerName,
            Sessions = sessions,
        };
}

using System.Text.Json;
using Dashboard.Data;
using Dashboard.Data.Campaigns;
using Dashboard.Data.Notices;
using Dashboard.Data.Organisations;
using Dashboard.Data.PersonalData;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Features.People;
using Dashboard.Web.Features.PersonalData;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Outbound;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static Dashboard.Web.Tests.PersonalData.PeopleScene;

namespace Dashboard.Web.Tests.PersonalData;

/// <summary>What is kept of a person is given whole, and erased whole.</summary>
public sealed class PeopleTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_gives_everything_of_a_person_and_no_secret()
    {
        var (app, database) = await FilledAsync();
        await using var _ = app;

        var (status, output, error) = await PeopleAsync(database, "export", Anna, "--json");

        status.ShouldBe(0, error);
        using var export = JsonDocument.Parse(output);
        export.RootElement.GetProperty("person").GetString().ShouldBe(Anna);
        export
            .RootElement.GetProperty("data")
            .EnumerateObject()
            .Select(field => field.Name)
            .ShouldBe([
                "account",
                "api-key",
                "audit",
                "batch-request",
                "campaign-address",
                "campaign-text",
                "comment",
                "explanation",
                "list-text",
                "notice-address",
                "notice-message",
                "notice-subscription",
                "round-text",
                "sign-in",
            ]);
        await using var db = await app.OpenDatabaseAsync();
        var account = await db.Accounts.SingleAsync(a => a.UserName == Anna, Cancellation);
        output.ShouldNotContain(account.PasswordHash!);
        output.ShouldNotContain(account.SecurityStamp!);
        (
            await db.AuditEntries.OrderBy(e => e.Id).LastAsync(Cancellation)
        ).ShouldSatisfyAllConditions(
            entry => entry.Action.ShouldBe("person-exported"),
            entry => entry.Subject.ShouldBe("person")
        );
    }

    [Fact]
    public async Task Erasure_leaves_the_name_in_no_table_and_others_alone()
    {
        var (app, database) = await FilledAsync();
        await using var _ = app;
        (await TablesWithAsync(database, Anna)).Count.ShouldBeGreaterThan(8);

        var (status, output, error) = await PeopleAsync(
            database,
            "erase",
            $" {Anna.ToUpperInvariant()} ",
            "--json"
        );

        status.ShouldBe(0, error);
        using var report = JsonDocument.Parse(output);
        report
            .RootElement.GetProperty("stays")
            .GetProperty("audit")
            .GetString()
            .ShouldBe("audit-line");
        // What was another's address, with one letter more, is another's.
        (await TablesWithAsync(database, Anna)).ShouldBe(["public.round_comments"]);
        await using var db = await app.OpenDatabaseAsync();
        (await db.Set<RoundCommentRow>().SingleAsync(Cancellation)).Text.ShouldBe(
            $"This is …; x{Anna} is another."
        );
        (await db.Set<RoundRow>().SingleAsync(Cancellation))
            .Notes[0]
            .Text.ShouldBe($"Asked by:\n… and {Bert}");
        (await db.Set<ExplanationRow>().SingleAsync(Cancellation)).Text.ShouldBe(
            $"Mail to …, or {Bert}."
        );
        (await db.DomainLists.SingleAsync(Cancellation)).Description.ShouldBe("Questions: ….");
        (await db.Set<CampaignAddressRow>().SingleAsync(Cancellation)).ShouldSatisfyAllConditions(
            address => address.RecipientId.ShouldBeNull(),
            address => address.Token.ShouldBeNull(),
            address => address.Kept.ShouldNotBeNull()
        );
        (await db.Accounts.SingleAsync(Cancellation)).UserName.ShouldBe(Bert);
        (await db.Set<MailRecipientRow>().SingleAsync(Cancellation)).Address.ShouldBe(Bert);
        var lines = await db.AuditEntries.OrderBy(e => e.Id).ToListAsync(Cancellation);
        var pseudonym = lines[0].Actor;
        pseudonym.ShouldStartWith("erased-");
        (await db.Invitations.SingleAsync(Cancellation)).ShouldSatisfyAllConditions(
            invitation => invitation.InvitedBy.ShouldBe(pseudonym),
            invitation =>
                invitation.ExpiresAt.ShouldBeLessThanOrEqualTo(TimeProvider.System.GetUtcNow())
        );
        lines
            .Single(line => line.Action == "list-renamed")
            .ShouldSatisfyAllConditions(
                line => line.Actor.ShouldBe(Bert),
                line => line.Before.ShouldNotBeNull().ShouldContain($"of\\n…, {Bert}"),
                line => line.After.ShouldNotBeNull().ShouldContain(pseudonym)
            );
        lines[^1].Action.ShouldBe("person-erased");
        (await db.Set<ErasureRow>().SingleAsync(Cancellation)).Digest.ShouldBe(Digest(Anna));
    }

    [Theory]
    [InlineData("rio")]
    [InlineData("analyst")]
    [InlineData("amsterdam.nl")]
    public async Task Erasure_of_a_name_that_is_a_word_leaves_what_is_not_the_account(string name)
    {
        var (app, database) = await FilledAsync();
        await using var _ = app;
        await MakeAccountAsync(app, name);
        await using var db = await app.OpenDatabaseAsync();
        foreach (var actor in new[] { Bert, name })
        {
            db.AuditEntries.Add(
                new()
                {
                    At = TimeProvider.System.GetUtcNow(),
                    Actor = actor,
                    Action = "facts",
                    Subject = "something",
                    After = $$"""{"source":"{{name}}","by":"{{name}}","lists":["{{name}}"]}""",
                }
            );
        }
        await db.SaveChangesAsync(Cancellation);

        var (status, _, error) = await PeopleAsync(database, "erase", name);

        status.ShouldBe(0, error);
        var lines = await db
            .AuditEntries.AsNoTracking()
            .Where(e => e.Action == "facts")
            .OrderBy(e => e.Id)
            .ToListAsync(Cancellation);
        lines[0].Actor.ShouldBe(Bert);
        lines[1].Actor.ShouldStartWith("erased-");
        foreach (var line in lines)
        {
            using var after = JsonDocument.Parse(line.After!);
            after.RootElement.GetProperty("source").GetString().ShouldBe(name);
            after.RootElement.GetProperty("lists")[0].GetString().ShouldBe(name);
            after.RootElement.GetProperty("by").GetString().ShouldBe(lines[1].Actor);
        }
    }

    [Fact]
    public async Task Erasure_keeps_names_that_are_one_of_a_kind_apart()
    {
        var (app, database) = await FilledAsync();
        await using var _ = app;
        await using var db = await app.OpenDatabaseAsync();
        foreach (var name in new[] { Anna, Bert })
        {
            db.Add(
                new DomainList
                {
                    Name = $"Of {name}",
                    Kind = DomainListKind.ByHand,
                    CreatedAt = TimeProvider.System.GetUtcNow(),
                }
            );
        }
        await db.SaveChangesAsync(Cancellation);

        await PeopleAsync(database, "erase", Bert);
        // The last administrator stays; another address of the same lists does not.
        await MakeAccountAsync(app, "Dora");
        var (status, _, error) = await PeopleAsync(database, "erase", Anna);

        status.ShouldBe(0, error);
        (
            await db
                .DomainLists.AsNoTracking()
                .Where(l => EF.Functions.Like(l.Name, "Of %"))
                .Select(l => l.Name)
                .ToListAsync(Cancellation)
        ).ShouldAllBe(name =>
            name.StartsWith("Of …", StringComparison.Ordinal) && !name.Contains('@')
        );
    }

    [Fact]
    public async Task Export_gives_lines_that_tell_of_the_person_before_and_after_alone()
    {
        var (app, database) = await FilledAsync();
        await using var _ = app;

        var (status, output, error) = await PeopleAsync(database, "export", Anna, "--json");

        status.ShouldBe(0, error);
        using var export = JsonDocument.Parse(output);
        var line = export
            .RootElement.GetProperty("data")
            .GetProperty("audit")
            .EnumerateArray()
            .Single(entry =>
                entry.TryGetProperty("action", out var action)
                && action.GetString() == "list-renamed"
            );
        line.GetProperty("after").GetProperty("by").GetString().ShouldBe(Anna);
        line.TryGetProperty("actor", out var _).ShouldBeFalse("it is another person");
    }

    [Fact]
    public async Task Account_that_is_found_by_its_address_is_given_and_erased_under_its_name_too()
    {
        const string address = "dora@voorbeeld.example";
        var (app, database) = await FilledAsync();
        await using var _ = app;
        await MakeAccountAsync(app, "Dora Jansen");
        await using var db = await app.OpenDatabaseAsync();
        await db
            .Accounts.Where(a => a.UserName == "Dora Jansen")
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(a => a.Email, address)
                        .SetProperty(a => a.NormalizedEmail, address.ToUpperInvariant()),
                Cancellation
            );
        (await TablesWithAsync(database, "Dora Jansen")).ShouldContain("public.audit_entries");

        var (_, output, _) = await PeopleAsync(database, "export", address, "--json");
        var (status, _, error) = await PeopleAsync(database, "erase", address);

        using var export = JsonDocument.Parse(output);
        var data = export.RootElement.GetProperty("data");
        data.GetProperty("account").GetArrayLength().ShouldBe(1);
        data.GetProperty("audit")[0].GetProperty("actor").GetString().ShouldBe("Dora Jansen");
        status.ShouldBe(0, error);
        (await TablesWithAsync(database, "Dora Jansen")).ShouldBeEmpty();
        (await TablesWithAsync(database, address)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Export_waits_for_nobody_who_writes()
    {
        var (app, database) = await FilledAsync();
        await using var _ = app;
        await using var db = await app.OpenDatabaseAsync();
        await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM explanations FOR UPDATE", Cancellation);

        var (status, _, error) = await PeopleAsync(database, "export", Anna)
            .WaitAsync(TimeSpan.FromMinutes(2), Cancellation);

        status.ShouldBe(0, error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task List_with_nobody_to_look_for_searches_nothing(bool past)
    {
        var now = TimeProvider.System.GetUtcNow();
        ErasureEntry[] list = past
            ? [new(Guid.NewGuid(), Convert.ToHexStringLower(Digest(Anna)), now.AddDays(-9), now)]
            : [];
        var feature = new WatchedFeature();
        var desk = await DeskAsync(feature);

        var (unknown, found, _) = await desk.EraseAgainAsync(list, Audit.Command, Cancellation);

        (unknown, found).ShouldBe((0, 0));
        feature.Timeouts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Search_has_hours()
    {
        var now = TimeProvider.System.GetUtcNow();
        var feature = new WatchedFeature();
        var desk = await DeskAsync(feature);

        await desk.EraseAgainAsync(
            [new(Guid.NewGuid(), new string('a', 64), now, now.AddDays(9))],
            Audit.Command,
            Cancellation
        );

        feature.Timeouts.Single().ShouldNotBeNull().ShouldBeGreaterThan(3600);
    }

    [Fact]
    public async Task Address_that_only_the_audit_log_tells_of_is_found_by_its_digest()
    {
        var (app, _) = await FilledAsync();
        await using var __ = app;
        await using var db = await app.OpenDatabaseAsync();
        db.AuditEntries.Add(
            new()
            {
                At = TimeProvider.System.GetUtcNow(),
                Actor = Bert,
                Action = "list-renamed",
                Subject = "list 1",
                Before = """{"names":["Of carla@voorbeeld.example"]}""",
            }
        );
        await db.SaveChangesAsync(Cancellation);

        (
            await new AuditPersonalData(Options.Create(new PersonalDataOptions())).NamesAsync(
                db,
                Cancellation
            )
        ).ShouldContain("carla@voorbeeld.example");
    }

    [Fact]
    public async Task Job_goes_on_behind_a_feature_that_fails_and_fails_itself()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var app = await DashboardApp.StartAsync(database, "Roles=web");
        var behind = new WatchedFeature();
        var job = ActivatorUtilities.CreateInstance<ExpirePersonalData>(
            app.Services,
            (IEnumerable<IPersonalData>)
                [new WatchedFeature { Fault = new TimeoutException() }, behind]
        );

        var fault = await Should.ThrowAsync<AggregateException>(() => job.RunAsync(Cancellation));

        fault.InnerExceptions.Single().ShouldBeOfType<TimeoutException>();
        behind.Expired.ShouldBeTrue();
    }

    [Fact]
    public async Task Second_erasure_finds_nothing_and_writes_nothing()
    {
        var (app, database) = await FilledAsync();
        await using var _ = app;
        await PeopleAsync(database, "erase", Anna);
        await using var db = await app.OpenDatabaseAsync();
        var lines = await db.AuditEntries.CountAsync(Cancellation);

        var (status, output, _) = await PeopleAsync(database, "erase", Anna);

        status.ShouldBe(0);
        output.ShouldContain("Nothing was found");
        (await db.AuditEntries.CountAsync(Cancellation)).ShouldBe(lines);
        (await db.Set<ErasureRow>().CountAsync(Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task Address_of_a_server_is_given_and_erased_with_its_connections()
    {
        var (app, database) = await FilledAsync();
        await using var _ = app;

        var (_, output, _) = await PeopleAsync(database, "export", Server, "--json");
        var (status, report, error) = await PeopleAsync(database, "erase", Server, "--json");

        JsonDocument
            .Parse(output)
            .RootElement.GetProperty("data")
            .GetProperty("sender")
            .GetArrayLength()
            .ShouldBe(3);
        status.ShouldBe(0, error);
        report.ShouldContain("\"sender\":\"verdict\"");
        (await TablesWithAsync(database, Server)).ShouldBeEmpty();
        (await TablesWithAsync(database, "anna-laptop")).ShouldBeEmpty();
        await using var db = await app.OpenDatabaseAsync();
        var kept = await db.OutboundTests.SingleAsync(Cancellation);
        kept.Verdict!.Senders.Single().Domain!.Value.ShouldBe("voorbeeld.example");
        // Soon guessed, so kept no longer than connections are.
        var erasure = await db.Set<ErasureRow>().SingleAsync(Cancellation);
        (erasure.ForgetAt - erasure.At).ShouldBe(TimeSpan.FromDays(92));
    }

    [Fact]
    public async Task Opt_out_survives_the_erasure_of_its_address()
    {
        var (app, database) = await FilledAsync();
        await using var _ = app;
        await using var db = await app.OpenDatabaseAsync();
        await db.Set<MailRecipientRow>()
            .Where(r => r.Address == Anna)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(r => r.Address, (string?)null)
                        .SetProperty(r => r.OptedOutAt, TimeProvider.System.GetUtcNow()),
                Cancellation
            );

        var (_, output, _) = await PeopleAsync(database, "erase", Anna, "--json");

        output.ShouldContain("\"notice-address\":\"opt-out\"");
        (
            await db.Set<MailRecipientRow>().CountAsync(r => r.Address == null, Cancellation)
        ).ShouldBe(1);
        (await db.Set<MailRow>().CountAsync(Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task Last_administrator_is_not_erased_and_nothing_of_them()
    {
        var (app, database) = await FilledAsync();
        await using var _ = app;
        await PeopleAsync(database, "erase", Bert);

        var (status, _, error) = await PeopleAsync(database, "erase", Anna);

        status.ShouldBe(1);
        error.ShouldContain("last administrator");
        (await TablesWithAsync(database, Anna)).Count.ShouldBeGreaterThan(8);
    }

    [Fact]
    public async Task List_of_erasures_erases_again_whom_a_backup_brought_back()
    {
        var list = Path.Combine(
            Directory.CreateTempSubdirectory("dashboard-people-").FullName,
            "erasures"
        );
        var (app, database) = await FilledAsync();
        await using var _ = app;
        await PeopleAsync(database, "erase", Anna, $"--PersonalData:ErasureList={list}");
        var (other, restored) = await FilledAsync();
        await using var __ = other;

        var (status, output, error) = await PeopleAsync(
            restored,
            "erase",
            "--again",
            list,
            "--json"
        );
        var (_, again, _) = await PeopleAsync(restored, "erase", "--again", list, "--json");

        status.ShouldBe(0, error);
        output.Trim().ShouldBe("""{"erasures":1,"found":1}""");
        again.Trim().ShouldBe("""{"erasures":0,"found":0}""");
        (await TablesWithAsync(restored, Anna)).ShouldBe(["public.round_comments"]);
        (await TablesWithAsync(restored, Bert)).ShouldNotBeEmpty();
        (await File.ReadAllTextAsync(list, Cancellation)).ShouldNotContain("voorbeeld");
        ModeOf(list).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Who_came_back_after_an_erasure_is_not_erased_again()
    {
        var list = Path.Combine(
            Directory.CreateTempSubdirectory("dashboard-people-").FullName,
            "erasures"
        );
        var (app, database) = await FilledAsync();
        await using var _ = app;
        await PeopleAsync(database, "erase", Anna, $"--PersonalData:ErasureList={list}");
        await MakeAccountAsync(app, Anna);

        await PeopleAsync(database, "erase", "--again", list);

        await using var db = await app.OpenDatabaseAsync();
        (await db.Accounts.AnyAsync(a => a.UserName == Anna, Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task Job_removes_what_is_past_its_retention_and_nothing_else()
    {
        var clock = new OffsetClock();
        var database = await postgres.CreateDatabaseAsync();
        await using var app = await DashboardApp.StartAsync(
            database,
            builder => builder.Services.AddSingleton<TimeProvider>(clock),
            "Roles=web",
            "PersonalData:KeepEndedAccountsFor=10.00:00:00",
            "PersonalData:KeepAuditFor=40.00:00:00",
            "PersonalData:KeepCommentsFor=20.00:00:00"
        );
        await FillAsync(app);
        (
            await app
                .Services.GetRequiredService<AccountAdministration>()
                .DisableAsync(Audit.Command, Anna, Cancellation)
        ).ShouldBeTrue();
        await using var db = await app.OpenDatabaseAsync();

        await RunAsync(TimeSpan.FromDays(9));
        (await db.Accounts.CountAsync(Cancellation)).ShouldBe(2);
        await RunAsync(TimeSpan.FromDays(2));
        (await db.Accounts.SingleAsync(Cancellation)).UserName.ShouldBe(Bert);
        (await db.Set<RoundCommentRow>().SingleAsync(Cancellation)).Text.ShouldContain("This is");
        await RunAsync(TimeSpan.FromDays(10));
        (await db.Set<RoundCommentRow>().AsNoTracking().SingleAsync(Cancellation)).Text.ShouldBe(
            "…"
        );
        (await db.Invitations.CountAsync(Cancellation)).ShouldBe(1);
        (await db.AuditEntries.AnyAsync(Cancellation)).ShouldBeTrue();
        await RunAsync(TimeSpan.FromDays(20));
        (await db.AuditEntries.AnyAsync(Cancellation)).ShouldBeFalse();
        (await db.Invitations.AnyAsync(Cancellation)).ShouldBeFalse();

        async Task RunAsync(TimeSpan later)
        {
            clock.Step(later);
            await ActivatorUtilities
                .CreateInstance<ExpirePersonalData>(app.Services)
                .RunAsync(Cancellation);
        }
    }

    [Theory]
    [InlineData("export")]
    [InlineData("erase")]
    [InlineData("erase|--again")]
    [InlineData("erase|a|b")]
    [InlineData("export|a|--again|b")]
    [InlineData("forget|a")]
    [InlineData("export|a|--everything")]
    public async Task Argument_that_is_wrong_is_refused(string words)
    {
        var (status, _, error) = await PeopleAsync("Host=127.0.0.1;Port=9", words.Split('|'));

        status.ShouldBe(2);
        error.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("anna@voorbeeld.example", "anna@voorbeeld.example", null)]
    [InlineData("Anna", null, null)]
    [InlineData("::ffff:192.0.2.1", null, "192.0.2.1")]
    [InlineData("2001:DB8::1", null, "2001:db8::1")]
    [InlineData("7", null, null)]
    public void Person_is_read_as_what_was_typed(string typed, string? mail, string? client)
    {
        var person = Person.Read(typed).ShouldNotBeNull();

        person.MailAddress.ShouldBe(mail);
        person.ClientAddress?.ToString().ShouldBe(client);
    }

    private async Task<PeopleDesk> DeskAsync(IPersonalData feature)
    {
        var database = await postgres.CreateDatabaseAsync();
        var services = new ServiceCollection();
        services.AddDbContextFactory<DashboardDb>(db => db.UseDashboard(database));
        return new(
            services.BuildServiceProvider().GetRequiredService<IDbContextFactory<DashboardDb>>(),
            [feature],
            Options.Create(new PersonalDataOptions()),
            Options.Create(new OutboundTestOptions()),
            TimeProvider.System
        );
    }

    private async Task<(DashboardApp App, string Database)> FilledAsync()
    {
        var database = await postgres.CreateDatabaseAsync();
        var app = await DashboardApp.StartAsync(database, "Roles=web");
        await FillAsync(app);
        return (app, database);
    }
}

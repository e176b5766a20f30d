using System.Net;
using Dashboard.Data.Accounts;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Organisations;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Corrections;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Accounts;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>A member of an organisation sees its part of a round before publication by its account, and comments on it.</summary>
[Collection(MonitorGroup.Name)]
public sealed class OwnCorrectionTests(MonitorFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private MonitorScene Scene => fixture.Scene;

    [Fact]
    public async Task Member_finds_its_round_on_its_account_and_comments_on_its_own_domains()
    {
        using var member = await MemberAsync("Member of the good one", MonitorSite.Good);
        var path = SitePaths.OwnCorrection(Scene.Correction);

        var account = await member.GetAsync(SitePaths.Account);
        account.Body.ShouldContain($"<a href=\"{path}\">{MonitorSite.SecondRound}</a>");
        account.Body.ShouldNotContain(MonitorSite.FirstRound);
        var own = await member.GetAsync(path);
        own.Status.ShouldBe(HttpStatusCode.OK);
        own.Body.ShouldContain("ee-rsa.example");
        own.Body.ShouldContain("as a member of the organisation");
        own.Body.ShouldNotContain("Everybody with this link");
        own.Body.ShouldNotContain("tlsa-absent.example");
        try
        {
            var sent = await member.SubmitAsync(
                path,
                CorrectionView.FormName,
                ("domain", "ee-rsa.example"),
                ("kind", "technical"),
                ("text", "It has moved.")
            );
            sent.Body.ShouldContain("Your comment was received.");
            var other = await member.SubmitAsync(
                path,
                CorrectionView.FormName,
                ("domain", "tlsa-absent.example"),
                ("kind", "technical"),
                ("text", "Not mine.")
            );
            other.Body.ShouldContain("This domain is not of the organisation in this measurement.");
            (await CommentsAsync()).ShouldBe(["ee-rsa.example It has moved."]);
            await using var log = await Scene.App.OpenDatabaseAsync();
            var written = await log.AuditEntries.SingleAsync(
                e => e.Action == "comment-added" && e.Actor == "Member of the good one",
                Cancellation
            );
            written.Subject.ShouldBe(RoundControl.Subject(Scene.Correction));
            written.After!.ShouldContain("ee-rsa.example");
        }
        finally
        {
            await using var db = await Scene.App.OpenDatabaseAsync();
            await db.Set<RoundCommentRow>()
                .Where(c => c.RoundId == Scene.Correction && c.OrganisationKey == MonitorSite.Good)
                .ExecuteDeleteAsync(Cancellation);
        }
    }

    [Fact]
    public async Task Round_without_the_organisation_is_not_there_for_its_member()
    {
        using var member = await MemberAsync("Member of the new one", MonitorSite.NotPublished);

        (await member.GetAsync(SitePaths.OwnCorrection(Scene.Published))).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await member.GetAsync(SitePaths.OwnCorrection(int.MaxValue))).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
        var published = await Scene
            .App.Services.GetRequiredService<RoundLinks>()
            .OpenOwnAsync(Scene.Published, await IdAsync(MonitorSite.Mixed), Cancellation);
        published.ShouldNotBeNull().OrganisationKey.ShouldBe(MonitorSite.Mixed);
    }

    [Fact]
    public async Task Account_of_another_role_lists_no_rounds_of_an_organisation()
    {
        using var reader = await AccountVisitor.SignedInAsync(
            Scene.App,
            "Reader of nothing",
            AccountRole.Reader
        );

        (await reader.GetAsync(SitePaths.Account)).Body.ShouldNotContain("own-rounds");
    }

    private async Task<AccountVisitor> MemberAsync(string name, string organisation)
    {
        var (token, problem) = await Scene
            .App.Services.GetRequiredService<Invitations>()
            .CreateAsync(
                "test",
                name,
                AccountRole.OrganisationMember,
                await IdAsync(organisation),
                Cancellation
            );
        problem.ShouldBeNull();
        var visitor = new AccountVisitor(Scene.App);
        await visitor.AcceptAsync(token.ShouldNotBeNull());
        await visitor.SetUpAsync();
        return visitor;
    }

    private async Task<int> IdAsync(string organisation)
    {
        await using var db = await Scene.App.OpenDatabaseAsync();
        return (await OrganisationLookup.FindAsync(db, organisation, Cancellation))!.Id;
    }

    private async Task<string[]> CommentsAsync()
    {
        await using var db = await Scene.App.OpenDatabaseAsync();
        return await db.Set<RoundCommentRow>()
            .Where(c => c.RoundId == Scene.Correction && c.OrganisationKey == MonitorSite.Good)
            .Select(c => $"{c.Domain} {c.Text}")
            .ToArrayAsync(Cancellation);
    }
}

using Dashboard.Core;
using Dashboard.Data;
using Dashboard.Data.Accounts;
using Dashboard.Data.Organisations;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Accounts;

/// <summary>For administrators: who has an account, invitations, ending accounts.</summary>
public partial class AccountsPage : ComponentBase
{
    public const string InviteForm = "invite";

    [Inject]
    private IStringLocalizer<AccountTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private IDbContextFactory<DashboardDb> Databases { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = InviteForm, Name = "name")]
    private string? Name { get; set; }

    [SupplyParameterFromForm(FormName = InviteForm, Name = "role")]
    private string? Role { get; set; }

    [SupplyParameterFromForm(FormName = InviteForm, Name = "organisation")]
    private string? OrganisationKey { get; set; }

    private IReadOnlyList<Account> All { get; set; } = [];

    private string? Link { get; set; }

    private string? Ends { get; set; }

    private string? Message { get; set; }

    private string? Problem { get; set; }

    private string Actor => Context.User.Identity?.Name ?? string.Empty;

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        await using var db = await Databases.CreateDbContextAsync(Context.RequestAborted);
        All = await db
            .Accounts.AsNoTracking()
            .OrderBy(account => account.NormalizedUserName)
            .ToListAsync(Context.RequestAborted);
    }

    private async Task InviteAsync()
    {
        if (!Slug.TryParse(Role, out AccountRole role))
        {
            role = AccountRole.Reader;
        }
        int? organisation = null;
        if (!string.IsNullOrWhiteSpace(OrganisationKey))
        {
            organisation = await OrganisationAsync(OrganisationKey.Trim());
            if (organisation is null)
            {
                Problem = Texts["problem.organisation"];
                return;
            }
        }
        var (token, problem) = await Services
            .GetRequiredService<Invitations>()
            .CreateAsync(Actor, Name ?? string.Empty, role, organisation, Context.RequestAborted);
        if (token is null)
        {
            Problem = Texts[$"problem.{Slug.Of(problem ?? InvitationProblem.NameInvalid)}"];
            return;
        }
        var lifetime = Services
            .GetRequiredService<IOptions<AccountOptions>>()
            .Value.InvitationLifetime;
        Ends = DutchTime.Words(Time.GetUtcNow() + lifetime);
        Link = $"{Context.Request.Scheme}://{Context.Request.Host}{SitePaths.Invitation(token)}";
    }

    private async Task<int?> OrganisationAsync(string key)
    {
        await using var db = await Databases.CreateDbContextAsync(Context.RequestAborted);
        return (await OrganisationLookup.FindAsync(db, key, Context.RequestAborted))?.Id;
    }

    private async Task ChangeAsync(string name)
    {
        var administration = Services.GetRequiredService<AccountAdministration>();
        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        var done = form["change"].ToString() switch
        {
            "disable" => await administration.DisableAsync(Actor, name, Context.RequestAborted),
            "enable" => await administration.EnableAsync(Actor, name, Context.RequestAborted),
            "reset" => await administration.ResetSecondStepAsync(
                Actor,
                name,
                Context.RequestAborted
            ),
            "sign-out" => await administration.SignOutAsync(Actor, name, Context.RequestAborted),
            _ => false,
        };
        if (done)
        {
            Message = Texts["accounts.done", name];
        }
        else
        {
            Problem = Texts["accounts.not-done"];
        }
        await ReadAsync();
    }
}

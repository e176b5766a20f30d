using Dashboard.Core;
using Dashboard.Data.Accounts;
using Dashboard.Web.Features.Accounts.Provider;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Accounts;

/// <summary>Makes an account of an invitation.</summary>
public partial class InvitationPage : ComponentBase
{
    public const string FormName = "invitation";

    [Inject]
    private IStringLocalizer<AccountTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public string Token { get; set; } = string.Empty;

    [SupplyParameterFromForm(FormName = FormName, Name = "password")]
    private string? Password { get; set; }

    [SupplyParameterFromForm(FormName = FormName, Name = "repeat")]
    private string? Repeat { get; set; }

    private Invitation? Open { get; set; }

    private string? Problem { get; set; }

    /// <summary>Null where there is no provider.</summary>
    private string? ProviderLabel =>
        Services.GetRequiredService<IOptions<ProviderOptions>>().Value is { IsOn: true } provider
            ? provider.Label
            : null;

    private Invitations Invitations => Services.GetRequiredService<Invitations>();

    protected override async Task OnInitializedAsync()
    {
        Open = await Invitations.FindAsync(Token, Context.RequestAborted);
        if (Open is null)
        {
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private async Task SubmitAsync()
    {
        if (Open is null)
        {
            return;
        }
        if (Password != Repeat)
        {
            Problem = Texts["invitation.different"];
            return;
        }
        var (account, problem) = await Invitations.AcceptAsync(
            Token,
            Password ?? string.Empty,
            Context.RequestAborted
        );
        if (account is null)
        {
            Problem = Texts[$"problem.{Slug.Of(problem ?? InvitationProblem.Unknown)}"];
            return;
        }
        await Services
            .GetRequiredService<AccountSignIn>()
            .EnterAsync(account, AccountPolicies.Password);
        Address.NavigateTo(SitePaths.SecondStep);
    }
}

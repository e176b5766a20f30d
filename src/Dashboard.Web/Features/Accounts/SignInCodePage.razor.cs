using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Accounts;

/// <summary>The code behind a password.</summary>
public partial class SignInCodePage : ComponentBase
{
    public const string FormName = "code";

    [Inject]
    private IStringLocalizer<AccountTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = FormName, Name = "code")]
    private string? Code { get; set; }

    [SupplyParameterFromForm(FormName = FormName, Name = "recovery")]
    private bool Recovery { get; set; }

    [SupplyParameterFromQuery(Name = "return")]
    private string? Return { get; set; }

    private bool Rejected { get; set; }

    private async Task SubmitAsync()
    {
        var code = (Code ?? string.Empty).Replace(" ", string.Empty, StringComparison.Ordinal);
        var signIn = Services.GetRequiredService<AccountSignIn>();
        if (await signIn.WithCodeAsync(code, Recovery) == SignInOutcome.Done)
        {
            Address.NavigateTo(ReturnPaths.Local(Return) ?? SitePaths.Account);
            return;
        }
        Context.Response.StatusCode = StatusCodes.Status403Forbidden;
        Rejected = true;
    }
}

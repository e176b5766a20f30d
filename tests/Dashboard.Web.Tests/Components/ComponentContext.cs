using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Components;

/// <summary>Renders single components with the program's own texts, in one language.</summary>
internal sealed class ComponentContext : BunitContext
{
    public ComponentContext(string language = "nl")
    {
        Services.AddLocalization();
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture;
    }
}

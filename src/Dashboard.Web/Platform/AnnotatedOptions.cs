using Microsoft.Extensions.Options;

namespace Dashboard.Web.Platform;

internal static class AnnotatedOptions
{
    /// <summary>A section whose ranges are checked when the program starts.</summary>
    public static void AddAnnotatedOptions<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>>(new AnnotatedOptionsCheck<T>(section));
    }
}

using Microsoft.Extensions.Options;

namespace Dashboard.Web.Platform;

internal static class AnnotatedOptions
{
    /// <summary>
    /// The one way to read a section: ranges and lists are checked when the program starts, and where a command first uses it. What is read
    /// by hand, and why, is in ADR 6.
    /// </summary>
    public static void AddAnnotatedOptions<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>>(provider => new AnnotatedOptionsCheck<T>(
            section,
            provider.GetRequiredService<IConfiguration>()
        ));
    }
}

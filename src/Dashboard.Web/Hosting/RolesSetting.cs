using Dashboard.Probes;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Hosting;

internal static class RolesSetting
{
    /// <exception cref="WrongSettingException">The setting names a role that does not exist.</exception>
    public static Roles Read(IConfiguration configuration)
    {
        var setting = configuration["Roles"];
        if (string.IsNullOrWhiteSpace(setting))
        {
            return Roles.All;
        }
        var roles = Roles.None;
        foreach (var word in setting.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            roles |= word.ToLowerInvariant() switch
            {
                "web" => Roles.Web,
                "worker" => Roles.Worker,
                "receiver" => Roles.Receiver,
                "all" => Roles.All,
                _ => throw new WrongSettingException(
                    $"The setting Roles names '{word}'; it knows web, worker, receiver and all."
                ),
            };
        }
        return roles;
    }
}

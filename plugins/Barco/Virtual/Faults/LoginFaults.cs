namespace PluginHost.Barco.Virtual.Faults;

/// <summary>Spoils the reply to a login as asked for.</summary>
internal static class LoginFaults
{
    public static Delivery Apply(FaultList faults, byte[] reply)
    {
        if (faults.Occurs(VirtualFaults.LoginSilence, out _))
        {
            return new Delivery([]);
        }

        if (faults.Occurs(VirtualFaults.LoginFin, out _))
        {
            return new Delivery([]) { End = DeliveryEnd.Fin };
        }

        return faults.Occurs(VirtualFaults.LoginTruncate, out _)
            ? new Delivery([reply[..(reply.Length / 2)]]) { End = DeliveryEnd.Fin }
            : Delivery.Whole(reply);
    }
}

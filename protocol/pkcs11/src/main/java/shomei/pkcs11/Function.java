package shomei.pkcs11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static shomei.pkcs11.Abi.C_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;

/// A function of PKCS#11 that is in use.
///
/// @param place in CK_FUNCTION_LIST (v2.40 §5.4)
record Function(int place, String name, FunctionDescriptor signature) {
  static final Function INITIALIZE = of(0, "C_Initialize", ADDRESS);
  static final Function FINALIZE = of(1, "C_Finalize", ADDRESS);
  static final Function GET_SLOT_LIST = of(4, "C_GetSlotList", JAVA_BYTE, ADDRESS, ADDRESS);
  static final Function GET_TOKEN_INFO = of(6, "C_GetTokenInfo", C_LONG, ADDRESS);
  static final Function INIT_PIN = of(10, "C_InitPIN", C_LONG, ADDRESS, C_LONG);
  static final Function OPEN_SESSION =
      of(12, "C_OpenSession", C_LONG, C_LONG, ADDRESS, ADDRESS, ADDRESS);
  static final Function CLOSE_SESSION = of(13, "C_CloseSession", C_LONG);
  static final Function LOGIN = of(18, "C_Login", C_LONG, C_LONG, ADDRESS, C_LONG);
  static final Function LOGOUT = of(19, "C_Logout", C_LONG);
  static final Function CREATE_OBJECT = of(20, "C_CreateObject", C_LONG, ADDRESS, C_LONG, ADDRESS);
  static final Function DESTROY_OBJECT = of(22, "C_DestroyObject", C_LONG, C_LONG);
  static final Function GET_ATTRIBUTE_VALUE =
      of(24, "C_GetAttributeValue", C_LONG, C_LONG, ADDRESS, C_LONG);
  static final Function SET_ATTRIBUTE_VALUE =
      of(25, "C_SetAttributeValue", C_LONG, C_LONG, ADDRESS, C_LONG);
  static final Function FIND_OBJECTS_INIT = of(26, "C_FindObjectsInit", C_LONG, ADDRESS, C_LONG);
  static final Function FIND_OBJECTS = of(27, "C_FindObjects", C_LONG, ADDRESS, C_LONG, ADDRESS);
  static final Function FIND_OBJECTS_FINAL = of(28, "C_FindObjectsFinal", C_LONG);
  static final Function SIGN_INIT = of(42, "C_SignInit", C_LONG, ADDRESS, C_LONG);
  static final Function SIGN = of(43, "C_Sign", C_LONG, ADDRESS, C_LONG, ADDRESS, ADDRESS);
  static final Function GENERATE_KEY_PAIR =
      of(
          59,
          "C_GenerateKeyPair",
          C_LONG,
          ADDRESS,
          ADDRESS,
          C_LONG,
          ADDRESS,
          C_LONG,
          ADDRESS,
          ADDRESS);
  static final Function WRAP_KEY =
      of(60, "C_WrapKey", C_LONG, ADDRESS, C_LONG, C_LONG, ADDRESS, ADDRESS);

  /// The one with the highest place.
  static final Function LAST = WRAP_KEY;

  private static Function of(int place, String name, MemoryLayout... parameters) {
    return new Function(place, name, FunctionDescriptor.of(C_LONG, parameters));
  }
}

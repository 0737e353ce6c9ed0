(* Reads certificate files (docs/certificate-format.md) and runs the checkers that Coq extracted on them.

   Trusted: this reader, which turns JSON into the checkers' records; Yojson and Zarith, which it uses for that; Coq's
   extraction; the OCaml compiler. Not trusted: whoever wrote the certificate. The checkers compute with Coq's own
   binary integers, no theorem of theirs is replaced by an axiom about a library.

   Read are the claims member, not-member, not-filling, interior, boundary (stride one, one axis) and pattern, about
   rational filters, with the evidence arithmetic, sign-changes, descartes and factored.

   One line a file: accepted, rejected or not understood. Exit status 0 if all are accepted, 1 if one is rejected,
   2 if one is not understood. *)

module Big = Z (* Zarith, before the extracted module Z hides it *)

open Kernel

exception Unknown of string

let fail what = raise (Unknown what)

(* What the checkers would reject, found before the work that it would cost to ask them. *)
exception Wrong

(* Text of others in a line of the answer: no other line, nothing for the terminal, not long. *)
let shown s = String.escaped (if String.length s > 40 then String.sub s 0 40 ^ "..." else s)

(* Integers and rationals *)

let rec positive n =
  if Big.equal n Big.one then XH
  else
    let half = positive (Big.shift_right n 1) in
    if Big.testbit n 0 then XI half else XO half

let integer n = if Big.sign n = 0 then Z0 else if Big.sign n > 0 then Zpos (positive n) else Zneg (positive (Big.neg n))

let rec natural n = if n = 0 then O else S (natural (n - 1))

let max_digits = 4000

let is_digits s =
  s <> "" && String.length s <= max_digits
  && String.for_all (fun c -> c >= '0' && c <= '9') s
  && (s = "0" || s.[0] <> '0')

(* A rational in its only spelling: p or p/q in lowest terms, q > 1. *)
let rational = function
  | `String s ->
      let negative = s <> "" && s.[0] = '-' in
      let digits = if negative then String.sub s 1 (String.length s - 1) else s in
      let top, bottom =
        match String.split_on_char '/' digits with
        | [ p ] when is_digits p -> (Big.of_string p, Big.one)
        | [ p; q ] when is_digits p && is_digits q && q <> "0" && q <> "1" -> (Big.of_string p, Big.of_string q)
        | _ -> fail "a rational"
      in
      if Big.sign top = 0 && (negative || not (Big.equal bottom Big.one)) then fail "a rational";
      if not (Big.equal (Big.gcd top bottom) Big.one || Big.equal bottom Big.one) then fail "a rational in lowest terms";
      Q.make (if negative then Big.neg top else top) bottom
  | _ -> fail "a rational"

let whole json =
  let q = rational json in
  if Big.equal (Q.den q) Big.one then Q.num q else fail "an integer"

let int_from least most = function `Int n when least <= n && n <= most -> n | _ -> fail "a small integer"

(* JSON *)

let max_bytes = 16 * 1024 * 1024
let max_depth = 64

(* Yojson reads more than JSON: comments, tuples, variants, bare keys, NaN. Outside of strings this lets through what a
   certificate may have, nested not too deep for the stack; Yojson checks the rest. *)
let check_plain text =
  let length = String.length text in
  if length > max_bytes then fail "a file of 16 MiB at most";
  let word w i = i + String.length w <= length && String.sub text i (String.length w) = w in
  let rec outside i depth =
    if depth > max_depth then fail "JSON that is not nested so deep";
    if i < length then
      match text.[i] with
      | '"' -> inside (i + 1) depth
      | '[' | '{' -> outside (i + 1) (depth + 1)
      | ']' | '}' -> outside (i + 1) (depth - 1)
      | ',' | ':' | '-' | '0' .. '9' | ' ' | '\t' | '\n' | '\r' -> outside (i + 1) depth
      | 'n' when word "null" i -> outside (i + 4) depth
      | 't' when word "true" i -> outside (i + 4) depth
      | 'f' when word "false" i -> outside (i + 5) depth
      | _ -> fail "JSON without other characters"
  and inside i depth =
    if i < length then
      match text.[i] with
      | '"' -> outside (i + 1) depth
      | '\\' -> inside (i + 2) depth
      | _ -> inside (i + 1) depth
  in
  outside 0 0

(* Objects have exact keys *)

let fields keys = function
  | `Assoc pairs when List.sort compare (List.map fst pairs) = List.sort compare keys ->
      fun key -> List.assoc key pairs
  | _ -> fail ("an object with the keys " ^ String.concat ", " keys)

let has key = function `Assoc pairs -> List.mem_assoc key pairs | _ -> false

let kind = function
  | `Assoc pairs -> ( match List.assoc_opt "kind" pairs with Some (`String s) -> s | _ -> fail "a kind")
  | _ -> fail "an object"

let items f = function `List l -> List.map f l | _ -> fail "a list"

let coefficients json =
  match items rational json with [] -> fail "a coefficient" | numbers -> numbers

(* A positive common denominator, and the numbers times it. *)
let cleared numbers =
  let unit = List.fold_left (fun m q -> Big.lcm m (Q.den q)) Big.one numbers in
  (unit, List.map (fun q -> Big.mul (Q.num q) (Big.divexact unit (Q.den q))) numbers)

(* Evidence *)

let point json =
  let q = rational json in
  (integer (Q.num q), integer (Q.den q))

let places json =
  match items point json with [] -> fail "a point" | found -> found

let count key json = if key = "points" then Points (places json) else Breakpoints (places json)

(* A factor as read: multiplicity, coefficients, and how its roots are counted. *)
let factor json =
  let key = if has "points" json then "points" else "breakpoints" in
  let get = fields [ "multiplicity"; "form"; key ] json in
  let m = int_from 1 2048 (get "multiplicity") in
  let form = coefficients (get "form") in
  if List.length form < 2 then fail "a form of degree 1 at least";
  (m, form, count key (get key))

(* Multiplicity, denominator, and the record of the checker. *)
let cleared_factor (m, form, factor_count) =
  let unit, form = cleared form in
  ((m, unit), { multiplicity = natural m; factor_form = List.map integer form; factor_count })

let rec increasing = function a :: (b :: _ as rest) -> a < b && increasing rest | _ -> true

(* d, c and the factors, with d * (the cleared filter) = c * (the product of the powers); and the prime. The filter has
   that many coefficients; denominators and their powers are of bounded size once the degrees fit. *)
let factored (size, unit) json =
  let get = fields [ "kind"; "scalar"; "factors"; "prime" ] json in
  let read = items factor (get "factors") and scalar = rational (get "scalar") in
  if not (increasing (List.map (fun (m, _, _) -> m) read)) then fail "increasing multiplicities";
  if List.fold_left (fun n (m, form, _) -> n + (m * (List.length form - 1))) 1 read <> size then raise Wrong;
  let factors = List.map cleared_factor read in
  let scale s ((m, own), _) = Q.div s (Q.of_bigint (Big.pow own m)) in
  let scalar = List.fold_left scale (Q.mul scalar (Q.of_bigint unit)) factors in
  (integer (Q.den scalar), integer (Q.num scalar), List.map snd factors, get "prime")

let counted key json = Roots (Counted (count key (fields [ "kind"; key ] json key)))

let membership_evidence filter json =
  match kind json with
  | "arithmetic" ->
      ignore (fields [ "kind" ] json "kind");
      Arithmetic
  | "sign-changes" -> counted "points" json
  | "descartes" -> counted "breakpoints" json
  | "factored" -> (
      match factored filter json with
      | d, c, factors, `Null -> Roots (Factored (d, c, factors))
      | _ -> fail "the prime null")
  | other -> fail ("evidence of a kind within reach; found " ^ shown other)

(* Claims *)

let sizes json =
  let get = fields [ "k"; "s" ] json in
  let k = items (int_from 1 2049) (get "k") and s = items (int_from 1 1_000_000_000) (get "s") in
  if k = [] || List.length k <> List.length s then fail "as many strides as sizes";
  let larger = ref false in
  List.iter2
    (fun size stride ->
      if !larger && size > 1 then fail "an architecture of stride one";
      if stride > 1 then larger := true)
    k s;
  if List.fold_left (fun n size -> n + size - 1) 0 k > 2048 then fail "a degree of 2048 at most";
  k

let about_filter claim key =
  let get = fields [ "kind"; "architecture"; key ] claim in
  let k = sizes (get "architecture") in
  let given = coefficients (get key) in
  let size = List.length given in
  if size <> List.fold_left (fun n k_i -> n + k_i - 1) 1 k then fail "a filter that fits the architecture";
  let unit, w = cleared given in
  (List.map natural k, (size, unit), List.map integer w)

(* The format admits fewer combinations of claims and evidence than the theorems. *)
let admitted claim evidence =
  let claims =
    match kind evidence with
    | "sign-changes" -> [ "member"; "interior" ]
    | "descartes" -> [ "not-member"; "not-filling" ]
    | "factored" -> [ "member"; "not-member"; "not-filling"; "boundary" ]
    | _ -> [ "member"; "interior"; "boundary" ]
  in
  List.mem (kind claim) claims

let check_member claim key evidence =
  let sizes, filter, end_to_end = about_filter claim key in
  let decided_by = membership_evidence filter evidence in
  admitted claim evidence && check_membership { sizes; end_to_end; member = kind claim = "member"; decided_by }

let check_place claim evidence =
  let layers, filter, located = about_filter claim "filter" in
  let located_by = membership_evidence filter evidence in
  admitted claim evidence && check_position { layers; located; inside = kind claim = "interior"; located_by }

(* The multiplicities on one side of the bar: 0, digits, or numbers with commas. *)
let side s =
  let number d = if is_digits d && d <> "0" && String.length d <= 4 then int_of_string d else fail "a multiplicity" in
  if s = "0" then []
  else if String.contains s ',' then
    let parts = String.split_on_char ',' s in
    List.map number (match List.rev parts with "" :: [ one ] -> [ one ] | _ -> parts)
  else List.map (fun c -> number (String.make 1 c)) (List.of_seq (String.to_seq s))

(* The only spelling of multiplicities is in ascending order, with commas where one exceeds 9, after it if it is alone. *)
let spelled multiplicities =
  match List.map string_of_int (List.sort compare multiplicities) with
  | [] -> "0"
  | words when List.for_all (fun w -> String.length w = 1) words -> String.concat "" words
  | [ word ] -> word ^ ","
  | words -> String.concat "," words

let check_root_pattern claim evidence =
  let get = fields [ "kind"; "filter"; "pattern" ] claim in
  let text = match get "pattern" with `String s -> s | _ -> fail "a pattern" in
  let real, pairs =
    match String.split_on_char '|' text with [ a; b ] -> (side a, side b) | _ -> fail "a pattern with one bar"
  in
  if kind evidence <> "factored" then fail "evidence of the kind factored";
  let unit, w = cleared (coefficients (get "filter")) in
  let scale, scalar, factors, prime = factored (List.length w, unit) evidence in
  let prime = whole prime in
  if Big.leq prime Big.one || Big.numbits prime > 128 then fail "a prime above 1 of 128 bits at most";
  text = spelled real ^ "|" ^ spelled pairs
  && check_pattern
       { patterned = List.map integer w; real_part = List.map natural real; pair_part = List.map natural pairs;
         scale; scalar; factors; modulus = integer prime }

let accepted json =
  let get = fields [ "format"; "version"; "field"; "claim"; "evidence" ] json in
  if get "format" <> `String "lcnsym-certificate" || get "version" <> `Int 1 then fail "a certificate of version 1";
  if get "field" <> `Null then fail "a rational filter";
  let claim = get "claim" and evidence = get "evidence" in
  match kind claim with
  | "member" | "not-member" -> check_member claim "filter" evidence
  | "not-filling" -> check_member claim "witness" evidence
  | "interior" | "boundary" -> check_place claim evidence
  | "pattern" -> check_root_pattern claim evidence
  | other -> fail ("a claim within reach; found " ^ shown other)

(* Opening a named pipe or a device does not block, and neither is read. *)
let open_regular path =
  let descriptor = Unix.openfile path [ Unix.O_RDONLY; Unix.O_NONBLOCK ] 0 in
  if (Unix.fstat descriptor).Unix.st_kind = Unix.S_REG then Unix.in_channel_of_descr descriptor
  else (Unix.close descriptor; fail "a regular file")

let read path =
  let channel = open_regular path in
  set_binary_mode_in channel true;
  Fun.protect
    ~finally:(fun () -> close_in channel)
    (fun () ->
      if in_channel_length channel > max_bytes then fail "a file of 16 MiB at most";
      really_input_string channel (in_channel_length channel))

let verdict path =
  let text = read path in
  check_plain text;
  accepted (Yojson.Safe.from_string text)

let status_of path =
  let name = String.map (fun c -> if c < ' ' || c = '\127' then '?' else c) path in
  let told status what = print_endline (name ^ ": " ^ what); status in
  match verdict path with
  | true -> told 0 "accepted"
  | false -> told 1 "rejected"
  | exception Wrong -> told 1 "rejected"
  | exception Unknown what -> told 2 ("not understood: expected " ^ what)
  | exception Yojson.Json_error _ -> told 2 "not understood: not JSON"
  | exception (Sys_error _ | Unix.Unix_error _) -> told 2 "not understood: cannot be read"
  | exception (Stack_overflow | Out_of_memory | End_of_file) -> told 2 "not understood: too large"

let () =
  match List.tl (Array.to_list Sys.argv) with
  | [] -> prerr_endline "usage: check-certificates FILE.json ..."; exit 2
  | paths -> exit (List.fold_left (fun worst path -> max worst (status_of path)) 0 paths)

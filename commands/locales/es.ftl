# Español. Un párrafo por comando; sus atributos describen las opciones. Lo que va entre llaves lo pone el programa.
